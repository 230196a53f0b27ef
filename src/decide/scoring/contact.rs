//! Whether a cell holds a company name, an e-mail address, a phone number, by their readers.
