package dev.wharf.execnative.script;

/** The working folder of a process, made when it is missing (mode 0755, as Docker 1.9 does). */
final class ProcessFolder {
    private final Steps steps;

    ProcessFolder(Steps steps) {
        this.steps = steps;
    }

    void make(String folder) {
        if (!folder.equals("/")) {
            steps.mkdirs(folder);
        }
    }
}
