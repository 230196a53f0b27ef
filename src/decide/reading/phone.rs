mod absence;
pub(super) use absence::says_nothing;
