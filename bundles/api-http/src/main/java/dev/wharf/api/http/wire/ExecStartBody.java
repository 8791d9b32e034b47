package dev.wharf.api.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How an exec is started; Docker 1.9.1, runconfig/exec.go (ExecStartCheck).
 *
 * @param detach {@code Detach}: whether nobody wants its output
 * @param tty {@code Tty}: whether the client expects a stream without frames
 */
public record ExecStartBody(boolean detach, boolean tty) {

    /**
     * Reads the body.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument for a value of a wrong type
     */
    public static ExecStartBody of(ObjectNode object) {
        Fields body = new Fields(object);
        return new ExecStartBody(body.flag("Detach"), body.flag("Tty"));
    }
}
