package dev.wharf.linux.launch;

/**
 * The program that is the first process of a container in place of its command, as {@code docker run --init} asks for:
 * it passes signals on, reaps orphans, and leaves with the command's exit code. Static, so that it runs in any root;
 * called {@code docker-init -- COMMAND ARGUMENT...}. A command that is not there makes it leave with 127, one that cannot
 * be executed with 126, each with a line on the error output. Called {@code docker-init --wait} it waits to be killed.
 */
public final class InitProgram {
    private InitProgram() {}

    /**
     * The binary for this machine.
     *
     * @throws dev.wharf.linux.LinuxException ENOENT when there is none for this architecture
     */
    public static byte[] bytes() {
        return Programs.read("init");
    }
}
