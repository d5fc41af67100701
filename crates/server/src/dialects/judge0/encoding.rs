//! Texts as bytes: plain, or Base64 as Judge0 writes it.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};

/// Padding may be absent.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);
/// Characters in a line of encoded text (RFC 2045 allows up to 76).
const LINE: usize = 60;

/// The bytes of an encoded text, whose lines may be broken anywhere; `None` when it is no Base64.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let characters: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    LENIENT.decode(characters).ok()
}

/// Bytes as encoded text: lines of 60 characters, each with its end.
pub(super) fn encode(bytes: &[u8]) -> String {
    let whole = STANDARD.encode(bytes);
    let mut text = String::with_capacity(whole.len() + whole.len() / LINE + 1);
    let mut rest = whole.as_str();
    while !rest.is_empty() {
        let (line, next) = rest.split_at(rest.len().min(LINE));
        text.push_str(line);
        text.push('\n');
        rest = next;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_texts_have_lines_and_are_read_with_or_without_them() {
        assert_eq!(encode(b"hello"), "aGVsbG8=\n");
        assert_eq!(encode(b""), "");
        let long = vec![b'x'; 100];
        assert_eq!(encode(&long).lines().map(str::len).collect::<Vec<_>>(), [60, 60, 16]);
        assert_eq!(decode(&encode(&long)), Some(long));
        assert_eq!(decode(" aGVs\r\nbG8"), Some(b"hello".to_vec()));
        assert_eq!(decode(""), Some(Vec::new()));
        for wrong in ["print(1)", "a", "aGVsbG8=x"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
