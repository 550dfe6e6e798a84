package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// addPhases adds what the events of an apply tell: the time before the run began, the acts
// themselves, and the whole of the run.
func (b *bench) addPhases(prefix string, whole measure) error {
	marks := map[string][]time.Time{}
	lines := bufio.NewScanner(bytes.NewReader(whole.out))
	lines.Buffer(nil, 1<<28)
	for lines.Scan() {
		var event struct {
			Type string
			At   time.Time
		}
		if err := json.Unmarshal(lines.Bytes(), &event); err != nil {
			return err
		}
		if !event.At.IsZero() {
			marks[event.Type] = append(marks[event.Type], event.At)
		}
	}
	if len(marks["runStarted"]) == 0 || len(marks["actFinished"]) == 0 || len(marks["runFinished"]) == 0 {
		return fmt.Errorf("the run's events lack its start, its acts or its end")
	}
	acts := marks["actFinished"][len(marks["actFinished"])-1].Sub(marks["actStarted"][0])
	run := marks["runFinished"][0].Sub(marks["runStarted"][0])
	b.results.add(prefix+"of it, the acts", measure{wall: acts})
	b.results.add(prefix+"of it, the run", measure{wall: run})
	b.results.add(prefix+"of it, before the run", measure{wall: whole.wall - run})
	return nil
}
