package rpccamera

import "time"

type methodTraits struct {
	name        string
	tag         string
	isSafe      bool
	takesCamera bool
}

var traits = func() map[string]methodTraits {
	byName := make(map[string]methodTraits, len(allTraits))
	for _, each := range allTraits {
		byName[each.name] = each
	}
	return byName
}()

var deadlinesOfTags = map[string]time.Duration{
	"connection": 30 * time.Second,
	"events":     30 * time.Second,
	"cameras":    time.Minute,
	"tethering":  time.Minute,
	"preview":    time.Minute,
	"config":     2 * time.Minute,
	"focus":      2 * time.Minute,
	"capture":    3 * time.Minute,
	"files":      15 * time.Minute,
}

// defaultDeadline returns how long a method may take: longer for captures, by their own times, and for files.
func defaultDeadline(method string, own ownTimes) time.Duration {
	limit, isKnown := deadlinesOfTags[traits[method].tag]
	if !isKnown {
		limit = 2 * time.Minute
	}
	return limit + seconds(own.TimeoutS+own.BulbS+own.DurationS)
}

// ownTimes are the params that say how long a call takes.
type ownTimes struct {
	TimeoutS  float64 `json:"timeout_s"`
	BulbS     float64 `json:"bulb_s"`
	DurationS float64 `json:"duration_s"`
}
