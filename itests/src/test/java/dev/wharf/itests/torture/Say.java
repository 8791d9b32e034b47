package dev.wharf.itests.torture;

import java.io.PrintStream;

/** The output of the programs. */
final class Say {
    private static final PrintStream OUT = System.out;

    private Say() {}

    static void line(String text) {
        OUT.println(text);
    }
}
