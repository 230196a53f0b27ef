//! All integration tests, in one binary.

mod reading_date;
mod reading_job_title;
mod reading_quantity;
mod reading_yes_no;
