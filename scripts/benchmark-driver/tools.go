package main

import (
	"fmt"
	"os"
	"path/filepath"
)

// bench is one run of the benchmark.
type bench struct {
	top      string // the repository
	scratch  string
	self     string // this program, which is the bare client too
	helm     string
	kubectl  string
	peers    map[string]string // the others that are on the PATH
	services int
	sandbox  *sandbox
	results  *results
}

// tool measures what one tool does in a namespace of its own.
type tool struct {
	name string
	run  func(b *bench, namespace, directory string) error
}

func (b *bench) tools() []tool {
	tools := []tool{
		{"bare", (*bench).bare},
		{"deployctl", (*bench).deployctl},
		{"helm", (*bench).runHelm},
		{"kubectl", (*bench).runKubectl},
	}
	if b.peers["kapp"] != "" {
		tools = append(tools, tool{"kapp", (*bench).runKapp})
	}
	if b.peers["helmfile"] != "" {
		tools = append(tools, tool{"helmfile", (*bench).runHelmfile})
	}
	if b.peers["kluctl"] != "" {
		tools = append(tools, tool{"kluctl", (*bench).runKluctl})
	}
	return tools
}

func (b *bench) command(directory string, arguments ...string) command {
	environment := append([]string{"NO_COLOR=1"}, b.sandbox.environment...)
	return command{directory: directory, environment: environment, arguments: arguments}
}

func (b *bench) bare(namespace, directory string) error {
	objects := work(b.services)
	file := filepath.Join(directory, "objects.txt")
	if err := writeJSON(file, namespace, objects); err != nil {
		return err
	}
	if _, err := b.results.measure("bare: apply", b.command(directory, b.self, "bare-apply", file)); err != nil {
		return err
	}
	if _, err := b.results.measure("bare: apply again", b.command(directory, b.self, "bare-apply", file)); err != nil {
		return err
	}
	arguments := []string{b.self, "bare-list"}
	for _, one := range objects[0] {
		arguments = append(arguments, collection(one, namespace))
	}
	_, err := b.results.measure("bare: list the five kinds", b.command(directory, arguments...))
	return err
}

// deployctl applies without waiting for readiness, as the others do here: nothing ever gets ready.
func (b *bench) deployctl(namespace, directory string) error {
	objects := work(b.services)
	if err := b.writeProject(directory, namespace, objects); err != nil {
		return err
	}
	run := func(name string, arguments ...string) (measure, error) {
		program := filepath.Join(b.top, "scripts", "deployctl")
		return b.results.measure("deployctl: "+name, b.command(directory, append([]string{program}, arguments...)...))
	}
	first, err := run("plan and apply", "apply", "--auto-approve", "-o", "json")
	if err != nil {
		return err
	}
	if err := b.addPhases("deployctl: ", first); err != nil {
		return err
	}
	if _, err := run("plan, nothing to change", "plan"); err != nil {
		return err
	}
	if _, err := run("apply, nothing to change", "apply", "--auto-approve"); err != nil {
		return err
	}
	change(objects)
	if err := writeYAML(filepath.Join(directory, "manifests"), objects[:1]); err != nil {
		return err
	}
	if _, err := run("apply, one object changed", "apply", "--auto-approve"); err != nil {
		return err
	}
	if _, err := run("version", "version"); err != nil {
		return err
	}
	_, err = run("config show", "config", "show")
	return err
}

func (b *bench) writeProject(directory, namespace string, objects [][]object) error {
	project := fmt.Sprintf(`project: benchmark
environments:
  %[1]s:
    target: {contexts: [%[2]s], namespace: %[1]s, stateNamespace: %[1]s-state}
stages:
  - name: all
    steps:
      - {name: services, manifests: {paths: [manifests], wait: false, parallelism: %[3]d}}
`, namespace, b.sandbox.Context, parallel)
	if err := os.WriteFile(filepath.Join(directory, "deployctl.yaml"), []byte(project), 0o644); err != nil {
		return err
	}
	return writeYAML(filepath.Join(directory, "manifests"), objects)
}

func (b *bench) runHelm(namespace, directory string) error {
	if err := writeChart(filepath.Join(directory, "chart"), work(b.services)); err != nil {
		return err
	}
	run := func(name string, arguments ...string) error {
		_, err := b.results.measure("helm: "+name, b.command(directory, append([]string{b.helm}, arguments...)...))
		return err
	}
	if err := run("install", "install", "all", "chart", "--namespace", namespace); err != nil {
		return err
	}
	if err := run("upgrade, nothing to change", "upgrade", "all", "chart", "--namespace", namespace); err != nil {
		return err
	}
	return run("version", "version", "--short")
}

func writeChart(directory string, objects [][]object) error {
	if err := writeYAML(filepath.Join(directory, "templates"), objects); err != nil {
		return err
	}
	chart := "apiVersion: v2\nname: benchmark\nversion: 1.0.0\n"
	return os.WriteFile(filepath.Join(directory, "Chart.yaml"), []byte(chart), 0o644)
}

func (b *bench) runKubectl(namespace, directory string) error {
	manifests := filepath.Join(directory, "manifests")
	if err := writeYAML(manifests, work(b.services)); err != nil {
		return err
	}
	apply := b.command(directory, b.kubectl, "apply", "--server-side", "--namespace", namespace, "-f", manifests)
	if _, err := b.results.measure("kubectl: apply --server-side", apply); err != nil {
		return err
	}
	diff := b.command(directory, b.kubectl, "diff", "--server-side", "--namespace", namespace, "-f", manifests)
	diff.codes = []int{1}
	_, err := b.results.measure("kubectl: diff --server-side", diff)
	return err
}

func (b *bench) runKapp(namespace, directory string) error {
	manifests := filepath.Join(directory, "manifests")
	if err := writeYAML(manifests, work(b.services)); err != nil {
		return err
	}
	deploy := []string{b.peers["kapp"], "deploy", "-y", "-a", "all", "-n", namespace, "--into-ns", namespace,
		"-f", manifests, "--wait=false"}
	if _, err := b.results.measure("kapp: deploy", b.command(directory, deploy...)); err != nil {
		return err
	}
	_, err := b.results.measure("kapp: deploy --diff-run", b.command(directory, append(deploy, "--diff-run")...))
	return err
}

func (b *bench) runHelmfile(namespace, directory string) error {
	if err := writeChart(filepath.Join(directory, "chart"), work(b.services)); err != nil {
		return err
	}
	file := fmt.Sprintf("releases:\n  - {name: all, namespace: %s, chart: ./chart}\n", namespace)
	if err := os.WriteFile(filepath.Join(directory, "helmfile.yaml"), []byte(file), 0o644); err != nil {
		return err
	}
	apply := b.command(directory, b.peers["helmfile"], "--helm-binary", b.helm, "apply")
	if _, err := b.results.measure("helmfile: apply", apply); err != nil {
		return err
	}
	_, err := b.results.measure("helmfile: diff", b.command(directory, b.peers["helmfile"], "--helm-binary", b.helm, "diff"))
	return err
}

func (b *bench) runKluctl(namespace, directory string) error {
	if err := writeYAML(filepath.Join(directory, "all"), work(b.services)); err != nil {
		return err
	}
	project := fmt.Sprintf("targets:\n  - {name: all, context: %s}\ndiscriminator: %s\n", b.sandbox.Context, namespace)
	if err := os.WriteFile(filepath.Join(directory, ".kluctl.yaml"), []byte(project), 0o644); err != nil {
		return err
	}
	deployment := fmt.Sprintf("deployments: [{path: all}]\noverrideNamespace: %s\n", namespace)
	if err := os.WriteFile(filepath.Join(directory, "deployment.yaml"), []byte(deployment), 0o644); err != nil {
		return err
	}
	deploy := b.command(directory, b.peers["kluctl"], "deploy", "--yes", "-t", "all", "--no-wait")
	if _, err := b.results.measure("kluctl: deploy", deploy); err != nil {
		return err
	}
	_, err := b.results.measure("kluctl: diff", b.command(directory, b.peers["kluctl"], "diff", "-t", "all"))
	return err
}
