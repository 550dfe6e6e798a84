package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"syscall"
)

// sandbox is a control plane of the benchmark's own, with nothing in it that does anything by
// itself: the controllers, the scheduler and the nodes are ended, so that all the work there is
// comes from what is measured.
type sandbox struct {
	deployctl  string
	name       string
	Kubeconfig string
	Kubernetes string
	Context    string
	Parts      []struct {
		Program string
		Pid     int
	}
	environment []string
}

func upSandbox(deployctl, kubectl string) (*sandbox, error) {
	s := &sandbox{deployctl: deployctl, name: fmt.Sprintf("benchmark-%d", os.Getpid())}
	out, err := exec.Command(deployctl, "sandbox", "up", "--name", s.name, "--nodes", "1", "-o", "json").Output()
	if err != nil {
		return nil, fmt.Errorf("bringing the sandbox up: %w\n%s", err, tail(string(out)))
	}
	if err := json.Unmarshal(out, s); err != nil {
		return nil, err
	}
	for _, part := range s.Parts {
		switch part.Program {
		case "kube-controller-manager", "kube-scheduler", "kwok":
			if err := syscall.Kill(part.Pid, syscall.SIGTERM); err != nil {
				return nil, fmt.Errorf("ending %s: %w", part.Program, err)
			}
		}
	}
	return s, s.readAccess(kubectl)
}

func (s *sandbox) readAccess(kubectl string) error {
	view := exec.Command(kubectl, "config", "view", "--raw", "--minify", "-o", "json")
	view.Env = append(os.Environ(), "KUBECONFIG="+s.Kubeconfig)
	out, err := view.Output()
	if err != nil {
		return err
	}
	var config struct {
		Clusters []struct {
			Cluster struct {
				Server    string
				Authority string `json:"certificate-authority-data"`
			}
		}
		Users []struct{ User struct{ Token string } }
	}
	if err := json.Unmarshal(out, &config); err != nil {
		return err
	}
	authority, err := base64.StdEncoding.DecodeString(config.Clusters[0].Cluster.Authority)
	if err != nil {
		return err
	}
	s.environment = []string{
		"KUBECONFIG=" + s.Kubeconfig,
		"BENCHMARK_SERVER=" + config.Clusters[0].Cluster.Server,
		"BENCHMARK_TOKEN=" + config.Users[0].User.Token,
		"BENCHMARK_CA=" + string(authority),
	}
	return nil
}

// namespace makes an empty namespace.
func (s *sandbox) namespace(kubectl, name string) error {
	create := exec.Command(kubectl, "create", "namespace", name)
	create.Env = append(os.Environ(), s.environment...)
	out, err := create.CombinedOutput()
	if err != nil {
		return fmt.Errorf("making the namespace %s: %w\n%s", name, err, out)
	}
	return nil
}

func (s *sandbox) down() {
	if out, err := exec.Command(s.deployctl, "sandbox", "down", "--name", s.name).CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "taking the sandbox %s down: %v\n%s", s.name, err, out)
	}
}
