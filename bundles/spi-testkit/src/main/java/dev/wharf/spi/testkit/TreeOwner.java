package dev.wharf.spi.testkit;

import java.nio.file.Path;

/** A test that works in a folder, which is shown when the test fails. */
public interface TreeOwner {

    /** The folder. */
    Path tree();
}
