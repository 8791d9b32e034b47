package dev.wharf.images;

import dev.wharf.images.catalog.StoredImage;
import java.util.List;

/**
 * An image that was made.
 *
 * @param image as it is kept
 * @param names {@code repository:tag} that it got
 */
record MadeImage(StoredImage image, List<String> names) {}
