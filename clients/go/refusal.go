package rpccamera

import "encoding/json"

// RPCCameraError is an error of the service's, whatever its name; errors.As finds it in the types of single errors
// as well. Of one that came without data, from a proxy say, it has what the catalogue knows.
type RPCCameraError struct {
	Code      int
	Name      string
	Message   string
	Remedy    string
	Retryable bool
	// Data is all that came with it, as JSON.
	Data json.RawMessage
}

func (e *RPCCameraError) Error() string {
	if e.Remedy == "" {
		return e.Message
	}
	return e.Message + " " + e.Remedy
}

// Refusal is what the types of single errors have: what each error has, and its own Data.
type Refusal[Details any] struct {
	*RPCCameraError
	Data Details
}

// Unwrap returns the error as an RPCCameraError.
func (r *Refusal[Details]) Unwrap() error { return r.RPCCameraError }

func (r *Refusal[Details]) fill(base *RPCCameraError) {
	r.RPCCameraError = base
	_ = json.Unmarshal(base.Data, &r.Data) // what does not fit stays in the base's Data
}

type typedError interface {
	error
	fill(base *RPCCameraError)
}

type catalogueEntry struct {
	code      int
	name      string
	retryable bool
	remedy    string
	new       func() typedError
}

// refusalOf returns the error for an error object, however little of one it is.
func refusalOf(object json.RawMessage) error {
	base := &RPCCameraError{}
	var members struct {
		Code    json.RawMessage `json:"code"`
		Message json.RawMessage `json:"message"`
		Data    json.RawMessage `json:"data"`
	}
	_ = json.Unmarshal(object, &members) // what is missing is made up for below
	_ = json.Unmarshal(members.Code, &base.Code)
	_ = json.Unmarshal(members.Message, &base.Message)
	if base.Message == "" {
		base.Message = string(object)
	}
	base.Data = members.Data
	var details struct {
		Name      string  `json:"name"`
		Remedy    *string `json:"remedy"`
		Retryable *bool   `json:"retryable"`
	}
	_ = json.Unmarshal(members.Data, &details)
	base.Name = details.Name
	entry := entryOf(details.Name, base.Code)
	if entry != nil {
		base.Remedy, base.Retryable = entry.remedy, entry.retryable
		if base.Name == "" {
			base.Name = entry.name
		}
		if base.Code == 0 {
			base.Code = entry.code
		}
	}
	if details.Remedy != nil {
		base.Remedy = *details.Remedy
	}
	if details.Retryable != nil {
		base.Retryable = *details.Retryable
	}
	if entry == nil {
		return base
	}
	typed := entry.new()
	typed.fill(base)
	return typed
}

// entryOf finds an error by its name, or else by its code.
func entryOf(name string, code int) *catalogueEntry {
	var byCode *catalogueEntry
	for i := range catalogue {
		if catalogue[i].name == name {
			return &catalogue[i]
		}
		if catalogue[i].code == code {
			byCode = &catalogue[i]
		}
	}
	return byCode
}
