package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// object is a Kubernetes object as a tree.
type object = map[string]any

type list = []any

// work returns the objects that every tool applies: five for each service, as a careful team
// writes them. The number of replicas is the autoscaler's, so the Deployment has none.
func work(services int) [][]object {
	var all [][]object
	for i := range services {
		all = append(all, service(fmt.Sprintf("service-%04d", i), i))
	}
	return all
}

func service(name string, number int) []object {
	labels := object{"app.kubernetes.io/name": name, "app.kubernetes.io/part-of": "benchmark"}
	selector := object{"app.kubernetes.io/name": name}
	meta := func() object { return object{"name": name, "labels": labels} }
	configuration := object{}
	for key := range 8 {
		configuration[fmt.Sprintf("SETTING_%d", key)] = fmt.Sprintf("value %d of %s", key, name)
	}
	configuration["application.yaml"] = fmt.Sprintf(
		"server:\n  port: 8080\nlogging:\n  level: info\ncache:\n  entries: %d\n", 1000+number)
	return []object{
		{"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta(), "data": configuration},
		{"apiVersion": "v1", "kind": "Service", "metadata": meta(), "spec": object{
			"selector": selector,
			"ports":    list{object{"name": "http", "port": 80, "targetPort": "http"}}}},
		{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": meta(), "spec": object{
			"selector": object{"matchLabels": selector},
			"template": object{
				"metadata": object{"labels": labels},
				"spec":     pod(name)}}},
		{"apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": meta(),
			"spec": object{
				"scaleTargetRef": object{"apiVersion": "apps/v1", "kind": "Deployment", "name": name},
				"minReplicas":    2, "maxReplicas": 6,
				"metrics": list{object{"type": "Resource", "resource": object{"name": "cpu",
					"target": object{"type": "Utilization", "averageUtilization": 70}}}}}},
		{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": meta(),
			"spec": object{
				"podSelector": object{"matchLabels": selector},
				"policyTypes": list{"Ingress"},
				"ingress": list{object{
					"from":  list{object{"namespaceSelector": object{}}},
					"ports": list{object{"port": 8080}}}}}},
	}
}

func pod(name string) object {
	probe := func(path string) object {
		return object{"httpGet": object{"path": path, "port": "http"}, "periodSeconds": 5}
	}
	return object{
		"securityContext": object{"runAsNonRoot": true, "runAsUser": 10001},
		"containers": list{object{
			"name": "application", "image": "registry.example.com/" + name + ":1.0.0",
			"ports":          list{object{"name": "http", "containerPort": 8080}},
			"envFrom":        list{object{"configMapRef": object{"name": name}}},
			"env":            list{object{"name": "JAVA_TOOL_OPTIONS", "value": "-XX:MaxRAMPercentage=75"}},
			"readinessProbe": probe("/ready"), "livenessProbe": probe("/live"),
			"resources": object{
				"requests": object{"cpu": "100m", "memory": "256Mi"},
				"limits":   object{"memory": "256Mi"}},
			"securityContext": object{
				"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true,
				"capabilities": object{"drop": list{"ALL"}}}}},
	}
}

// writeYAML writes a file for each service into the directory.
func writeYAML(directory string, services [][]object) error {
	if err := os.MkdirAll(directory, 0o755); err != nil {
		return err
	}
	for _, objects := range services {
		var text strings.Builder
		for _, one := range objects {
			text.WriteString("---\n")
			writeMap(&text, one, "")
		}
		name := objects[0]["metadata"].(object)["name"].(string) + ".yaml"
		if err := os.WriteFile(filepath.Join(directory, name), []byte(text.String()), 0o644); err != nil {
			return err
		}
	}
	return nil
}

func writeMap(text *strings.Builder, value object, indent string) {
	keys := make([]string, 0, len(value))
	for key := range value {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		fmt.Fprintf(text, "%s%s:", indent, key)
		writeValue(text, value[key], indent+"  ")
	}
}

func writeValue(text *strings.Builder, value any, indent string) {
	switch known := value.(type) {
	case object:
		if len(known) > 0 {
			text.WriteString("\n")
			writeMap(text, known, indent)
			return
		}
	case list:
		text.WriteString("\n")
		for _, item := range known {
			var nested strings.Builder
			entries, isMap := item.(object)
			if isMap {
				writeMap(&nested, entries, indent+"  ")
			} else {
				writeValue(&nested, item, indent)
			}
			text.WriteString(indent + "- " + strings.TrimLeft(nested.String(), " "))
		}
		return
	}
	// JSON is YAML.
	scalar, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(text, " %s\n", scalar)
}

// writeJSON writes the objects as lines for the bare client, each with its address.
func writeJSON(file, namespace string, services [][]object) error {
	var text strings.Builder
	for _, objects := range services {
		for _, one := range objects {
			body, err := json.Marshal(one)
			if err != nil {
				return err
			}
			name := one["metadata"].(object)["name"].(string)
			fmt.Fprintf(&text, "%s\t%s\n", collection(one, namespace)+"/"+name, body)
		}
	}
	return os.WriteFile(file, []byte(text.String()), 0o644)
}

// collection returns the path of the object's kind.
func collection(one object, namespace string) string {
	version := one["apiVersion"].(string)
	root := "/apis/" + version
	if version == "v1" {
		root = "/api/v1"
	}
	plural := strings.ToLower(one["kind"].(string)) + "s"
	plural = strings.Replace(plural, "networkpolicys", "networkpolicies", 1)
	return root + "/namespaces/" + namespace + "/" + plural
}

// change alters one object: the configuration of the first service.
func change(services [][]object) {
	services[0][0]["data"].(object)["SETTING_0"] = "changed"
}
