enum ReviewingPlaceholder {}
