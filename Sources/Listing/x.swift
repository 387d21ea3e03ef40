enum ListingPlaceholder {}
