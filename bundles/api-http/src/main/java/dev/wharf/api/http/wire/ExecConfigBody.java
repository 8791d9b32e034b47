package dev.wharf.api.http.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.wharf.engine.api.exec.ExecConfig;

/** Reads the body that makes an exec; Docker 1.9.1, runconfig/exec.go, and the newer Env, WorkingDir, DetachKeys. */
public final class ExecConfigBody {
    private ExecConfigBody() {}

    /**
     * The configuration. A command may be one text, as in a configuration of a container.
     *
     * @throws dev.wharf.engine.api.EngineException.InvalidArgument for a value of a wrong type
     */
    public static ExecConfig toDomain(ObjectNode object) {
        Fields body = new Fields(object);
        return new ExecConfig(
                body.textOrTexts("Cmd"),
                body.flag("Tty"),
                body.flag("AttachStdin"),
                body.flag("AttachStdout"),
                body.flag("AttachStderr"),
                body.text("User"),
                body.flag("Privileged"),
                body.texts("Env"),
                body.text("WorkingDir"),
                body.text("DetachKeys"));
    }
}
