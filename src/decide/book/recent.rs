//! What was last found for a cell, by its handle: equal texts of an answer mostly share one, and so need no second look at the text.

use super::Handle;

/// Places: as many as a column has spellings in common use, and few enough for the nearest caches.
const PLACES: usize = 1024;

/// What was last found for the cells of one column.
///
/// Shape: a newer cell displaces an older one of the same place, so it may forget and never errs.
#[derive(Debug, Clone)]
pub struct Recent<T> {
    places: Vec<(Handle, T)>,
}

impl<T: Copy> Recent<T> {
    /// Nothing was found yet; `of_empty` is what the empty cell stands for.
    pub fn new(of_empty: T) -> Self {
        Self { places: vec![(Handle::EMPTY, of_empty); PLACES] }
    }

    /// What was last found for this cell, else what `find` finds now.
    #[inline]
    pub fn get_or(&mut self, cell: Handle, find: impl FnOnce() -> T) -> T {
        let place = cell.scattered() as usize % PLACES;
        let (known, found) = self.places[place];
        if known == cell {
            return found;
        }
        let found = find();
        self.places[place] = (cell, found);
        found
    }
}
