package dev.wharf.archive;

import dev.wharf.linux.Fd;
import java.util.Optional;

/**
 * Where a layer goes, and its recipe.
 *
 * @param root the folder that takes the layer
 * @param target of which it is the folder
 * @param recipe if one is wanted
 */
record Unpacking(Fd root, UnpackTarget target, Optional<LayerRecipe> recipe) {
    /** Who hears of the bytes of the tar. */
    TarRecord record() {
        return recipe.<TarRecord>map(wanted -> wanted).orElse(TarRecord.NONE);
    }
}
