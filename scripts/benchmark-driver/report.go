package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"sort"
	"strings"
	"time"
)

const end = "<!-- end of figures -->\n"

// report prints the figures, and writes them into the page where one is named.
func (b *bench) report(page string, rounds int) error {
	text := b.figures(rounds)
	fmt.Print(text)
	if page == "" {
		return nil
	}
	old, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	// A page has a place for each size that it tells of.
	begin := fmt.Sprintf("<!-- figures of %d services: written by scripts/benchmark --write -->\n", b.services)
	before, rest, found := strings.Cut(string(old), begin)
	_, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		return fmt.Errorf("%s has no place for figures of %d services", page, b.services)
	}
	return os.WriteFile(page, []byte(before+begin+text+end+after), 0o644)
}

func (b *bench) figures(rounds int) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%d services, %d objects; %d cores, %s of memory; Kubernetes %s, %s. Medians of %s; the\n"+
		"range is in brackets.\n\n", b.services, 5*b.services, runtime.NumCPU(), memory(), b.sandbox.Kubernetes,
		strings.Join(b.versions(), ", "), plural(rounds))
	text.WriteString("| what | time | processor | memory | beside the bare client |\n|---|---|---|---|---|\n")
	bare := b.median("bare: apply")
	for _, name := range b.results.names {
		values := b.results.values[name]
		ratio := ""
		if bare.wall > 0 {
			ratio = fmt.Sprintf("%.2f×", b.median(name).wall.Seconds()/bare.wall.Seconds())
		}
		fmt.Fprintf(&text, "| %s | %s | %s | %s | %s |\n",
			name, span(values), processor(b.median(name)), peak(values), ratio)
	}
	if absent := b.absent(); len(absent) > 0 {
		fmt.Fprintf(&text, "\nNot measured, because not on the PATH: %s.\n", strings.Join(absent, ", "))
	}
	b.goals(&text)
	return text.String()
}

func (b *bench) absent() []string {
	var absent []string
	for _, peer := range []string{"kapp", "helmfile", "kluctl"} {
		if b.peers[peer] == "" {
			absent = append(absent, "`"+peer+"`")
		}
	}
	return absent
}

// goals compares what there are goals for.
func (b *bench) goals(text *strings.Builder) {
	text.WriteString("\n| goal | measured | |\n|---|---|---|\n")
	ratio := func(goal, one, other string, most float64) {
		if b.results.values[one] == nil || b.results.values[other] == nil {
			return
		}
		got := b.median(one).wall.Seconds() / b.median(other).wall.Seconds()
		fmt.Fprintf(text, "| %s | %.2f× | %s |\n", goal, got, met(got <= most))
	}
	seconds := func(goal, name string, most float64) {
		if b.results.values[name] != nil {
			got := b.median(name).wall.Seconds()
			fmt.Fprintf(text, "| %s | %.2f s | %s |\n", goal, got, met(got <= most))
		}
	}
	ratio("applying what was planned takes at most 1.1× of the bare client", "deployctl: of it, the acts", "bare: apply", 1.1)
	ratio("first plan and apply together take at most 2.5× of it", "deployctl: plan and apply", "bare: apply", 2.5)
	if b.services == 200 {
		seconds("a plan with nothing to change takes less than 1.5 s", "deployctl: plan, nothing to change", 1.5)
		seconds("an apply of one changed object takes less than 2.5 s", "deployctl: apply, one object changed", 2.5)
		got := float64(highest(b.results.values["deployctl: plan, nothing to change"])) / (1 << 20)
		if got > 0 {
			fmt.Fprintf(text, "| that plan needs less than 300 MB | %.0f MB | %s |\n", got, met(got < 300))
		}
	}
	ratio("`version` takes at most 2× of `helm version`", "deployctl: version", "helm: version", 2)
	ratio("`config show` takes at most 4× of it", "deployctl: config show", "helm: version", 4)
}

func met(yes bool) string {
	if yes {
		return "met"
	}
	return "missed"
}

func plural(rounds int) string {
	if rounds == 1 {
		return "1 round"
	}
	return fmt.Sprintf("%d rounds", rounds)
}

func (b *bench) median(name string) measure {
	values := append([]measure(nil), b.results.values[name]...)
	if len(values) == 0 {
		return measure{}
	}
	sort.Slice(values, func(i, j int) bool { return values[i].wall < values[j].wall })
	return values[len(values)/2]
}

func span(values []measure) string {
	least, most := values[0].wall, values[0].wall
	for _, one := range values {
		least, most = min(least, one.wall), max(most, one.wall)
	}
	sorted := append([]measure(nil), values...)
	sort.Slice(sorted, func(i, j int) bool { return sorted[i].wall < sorted[j].wall })
	return fmt.Sprintf("%s (%s–%s)", short(sorted[len(sorted)/2].wall), short(least), short(most))
}

func short(took time.Duration) string { return fmt.Sprintf("%.2f s", took.Seconds()) }

func processor(one measure) string {
	if one.cpu == 0 {
		return ""
	}
	return short(one.cpu)
}

func highest(values []measure) int64 {
	var most int64
	for _, one := range values {
		most = max(most, one.memory)
	}
	return most
}

func peak(values []measure) string {
	if most := highest(values); most > 0 {
		return fmt.Sprintf("%d MB", most>>20)
	}
	return ""
}

func memory() string {
	content, err := os.ReadFile("/proc/meminfo")
	var kilobytes int
	if err != nil {
		return "an unknown amount"
	}
	if _, err := fmt.Sscanf(string(content), "MemTotal: %d kB", &kilobytes); err != nil {
		return "an unknown amount"
	}
	return fmt.Sprintf("%d GiB", (kilobytes+1<<19)>>20)
}

func (b *bench) versions() []string {
	var versions []string
	for _, one := range [][]string{{b.helm, "version", "--template", "Helm {{.Version}}"}, {"java", "-version"}} {
		out, err := exec.Command(one[0], one[1:]...).CombinedOutput()
		if err == nil {
			versions = append(versions, strings.TrimSpace(strings.SplitN(string(out), "\n", 2)[0]))
		}
	}
	return versions
}
