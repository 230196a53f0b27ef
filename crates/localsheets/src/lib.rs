//! Local server that answers like Google Sheets.
