//go:build tools

// Package tools names kwok, which scripts/sandbox-binaries builds. It has a
// module of its own, because it wants older Kubernetes libraries than the
// control plane.
package tools

import _ "sigs.k8s.io/kwok/cmd/kwok"
