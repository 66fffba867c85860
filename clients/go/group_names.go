package rpccamera

import (
	"fmt"
	"regexp"
	"strings"
)

const defaultGroupName = "{label}-{original}"

var (
	unsafe     = regexp.MustCompile(`[\x00-\x1f/\\:]`)
	onlyDots   = regexp.MustCompile(`^[. ]*$`)
	namePieces = regexp.MustCompile(`\{\w+\}|[{}]`)
	nameFields = map[string]bool{"{label}": true, "{camera}": true, "{host}": true, "{original}": true, "{stem}": true, "{ext}": true}
)

// groupNames says what a group's files are called here, by a template that is filled in so that nothing a camera says
// leads out of the folder. Where its last part names no type of file, ".{ext}" is added.
type groupNames struct {
	parts    []string
	addsType bool
}

func newGroupNames(template string) (*groupNames, error) {
	const allowed = "It takes {label}, {camera}, {host}, {original}, {stem}, {ext}, and folders, with /."
	if template == "" {
		template = defaultGroupName
	}
	parts := strings.Split(template, "/")
	for _, part := range parts {
		if onlyDots.MatchString(part) {
			return nil, fmt.Errorf("%.80q is no name within a folder. %s", template, allowed)
		}
		for _, piece := range namePieces.FindAllString(part, -1) {
			if !nameFields[piece] {
				return nil, fmt.Errorf("%.80q is no template: %s cannot stand in it. %s", template, piece, allowed)
			}
		}
	}
	last := parts[len(parts)-1]
	return &groupNames{parts, !strings.Contains(last, "{original}") && !strings.Contains(last, "{ext}")}, nil
}

// name returns the parts of what a file of a camera is called, below the folder of its group.
func (n *groupNames) name(member *GroupMember, file *File) []string {
	stem, extension := file.Filename, ""
	if dot := strings.LastIndex(stem, "."); dot >= 0 {
		stem, extension = stem[:dot], stem[dot+1:]
	}
	label, host := member.Camera, "host"
	if member.Label != nil && *member.Label != "" {
		label = *member.Label
	}
	if member.Host != nil {
		host = *member.Host
	}
	values := strings.NewReplacer("{label}", label, "{camera}", member.Camera, "{host}", host,
		"{original}", file.Filename, "{stem}", stem, "{ext}", extension)
	parts := make([]string, len(n.parts))
	for i, part := range n.parts {
		parts[i] = values.Replace(part)
	}
	if n.addsType && extension != "" {
		parts[len(parts)-1] += "." + extension
	}
	for i := range parts {
		parts[i] = plain(parts[i])
	}
	return parts
}

// plain returns a name as one part of a path, which leads nowhere else.
func plain(name string) string {
	safe := unsafe.ReplaceAllString(name, "_")
	if onlyDots.MatchString(safe) {
		return "_"
	}
	return safe
}
