package nbformat

import (
	"strings"
	"unicode/utf8"
)

// isJSONType reports whether data of a media type is JSON rather than text.
func isJSONType(mediaType string) bool {
	return mediaType == "application/json" ||
		strings.HasPrefix(mediaType, "application/") && strings.HasSuffix(mediaType, "+json")
}

// isTextType reports whether data of a media type is stored as a list of lines.
func isTextType(mediaType string) bool {
	return strings.HasPrefix(mediaType, "text/") ||
		mediaType == "application/javascript" || mediaType == "image/svg+xml"
}

// splitLines splits s after each line end, as Python's str.splitlines(True) does,
// which is what Jupyter writes files with.
func splitLines(s string) []any {
	lines := []any{}
	for s != "" {
		n := lineLength(s)
		lines = append(lines, s[:n])
		s = s[n:]
	}
	return lines
}

// lineLength returns the length of the first line of s with its end.
func lineLength(s string) int {
	for i, r := range s {
		switch r {
		case '\r':
			if strings.HasPrefix(s[i:], "\r\n") {
				return i + 2
			}
			return i + 1
		case '\n', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
			return i + utf8.RuneLen(r)
		}
	}
	return len(s)
}

// joinLines returns v's lines as one string; ok is false if v is neither a string
// nor a list of strings.
func joinLines(v any) (s string, ok bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case []any:
		var b strings.Builder
		for _, line := range v {
			text, ok := line.(string)
			if !ok {
				return "", false
			}
			b.WriteString(text)
		}
		return b.String(), true
	}
	return "", false
}

// joinBundle joins the lines of the text data of a bundle in place.
func joinBundle(data Object) {
	for key, v := range data {
		if isJSONType(key) {
			continue
		}
		if s, ok := joinLines(v); ok {
			data[key] = s
		}
	}
}

// splitBundle returns a copy of data with its text split into lines.
func splitBundle(data Object) Object {
	split := make(Object, len(data))
	for key, v := range data {
		if s, ok := v.(string); ok && isTextType(key) {
			v = splitLines(s)
		}
		split[key] = v
	}
	return split
}
