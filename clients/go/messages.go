package rpccamera

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"unicode/utf8"
)

// message is one of JSON-RPC's, with the bytes that came beside it.
type message struct {
	ID       *int64          `json:"id"`
	Method   string          `json:"method"`
	Params   json.RawMessage `json:"params"`
	Result   json.RawMessage `json:"result"`
	Error    json.RawMessage `json:"error"`
	attached []byte
}

var (
	errNoMessage   = errors.New("it is none of JSON-RPC's messages")
	errInvalidText = errors.New("a text in its params is not valid UTF-8")
)

// parse reads a message. A binary one has four bytes with the length of the JSON text, the text, and the bytes.
func parse(data []byte, isBinary bool) (*message, error) {
	read := &message{}
	if isBinary {
		if len(data) < 4 {
			return nil, errNoMessage
		}
		length := uint64(binary.BigEndian.Uint32(data))
		if length > uint64(len(data)-4) {
			return nil, errNoMessage
		}
		read.attached, data = data[4+length:], data[4:4+length]
	}
	if err := json.Unmarshal(data, read); err != nil {
		return nil, err
	}
	if read.Method == "" && read.ID == nil {
		return nil, errNoMessage
	}
	return read, nil
}

// encodeParams writes params as JSON, unless they have what it cannot carry.
func encodeParams(method string, params any) (json.RawMessage, error) {
	text, err := json.Marshal(params)
	if err == nil {
		err = checkText(reflect.ValueOf(params))
	}
	if err == nil && !utf8.Valid(text) {
		err = errInvalidText
	}
	if err != nil {
		return nil, fmt.Errorf("%s is not sent: %w", method, err)
	}
	return text, nil
}

// checkText looks for what the encoder would put replacement characters for.
func checkText(value reflect.Value) error {
	switch value.Kind() {
	case reflect.String:
		if !utf8.ValidString(value.String()) {
			return errInvalidText
		}
	case reflect.Pointer, reflect.Interface:
		return checkText(value.Elem())
	case reflect.Struct:
		for i := 0; i < value.NumField(); i++ {
			if err := checkText(value.Field(i)); err != nil {
				return err
			}
		}
	case reflect.Slice, reflect.Array:
		return checkItems(value)
	case reflect.Map:
		for _, key := range value.MapKeys() {
			if err := firstOf(checkText(key), checkText(value.MapIndex(key))); err != nil {
				return err
			}
		}
	}
	return nil
}

func checkItems(value reflect.Value) error {
	if value.Type().Elem().Kind() == reflect.Uint8 {
		return nil // bytes, which go as base64
	}
	for i := 0; i < value.Len(); i++ {
		if err := checkText(value.Index(i)); err != nil {
			return err
		}
	}
	return nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func requestText(number int64, method string, params json.RawMessage) []byte {
	text, err := json.Marshal(struct {
		Version string          `json:"jsonrpc"`
		ID      int64           `json:"id"`
		Method  string          `json:"method"`
		Params  json.RawMessage `json:"params"`
	}{"2.0", number, method, params})
	if err != nil {
		panic(err) // the params were JSON already
	}
	return text
}
