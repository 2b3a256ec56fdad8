namespace Muster.Agent.Processes;

/// <summary>Why a command could not be started. None of these is the command's own failure.</summary>
public enum StartFailure
{
    /// <summary>There is no shell (<c>bash</c>) in PATH.</summary>
    ShellMissing,
    /// <summary>The script is not there, or is not a file.</summary>
    ScriptMissing,
    /// <summary>There is no such program, in PATH or where its path says.</summary>
    ProgramMissing,
    /// <summary>The program or script may not be executed, or is in no format that the system can run.</summary>
    NotExecutable,
    /// <summary>The working directory is not there or may not be entered.</summary>
    DirectoryUnusable,
    /// <summary>Arguments and environment together are larger than the system allows.</summary>
    TooLarge,
    /// <summary>The system has no process, memory or file handle left; it may have one later.</summary>
    NoCapacity,
    /// <summary>Anything else; the message has the system's own words.</summary>
    Other,
}

/// <summary>A command could not be started. The message says what, where, why, and what to do.</summary>
public sealed class StartException : Exception
{
    private StartException(StartFailure failure, string message) : base(message) => Failure = failure;

    /// <summary>The kind of failure.</summary>
    public StartFailure Failure { get; }

    /// <summary>Whether the same start may well work later, without anybody's repair.</summary>
    public bool MayPass => Failure is StartFailure.NoCapacity;

    internal static StartException ShellMissing(string? path) => new(
        StartFailure.ShellMissing,
        $"cannot run commands: bash is in none of the folders of PATH ({(string.IsNullOrEmpty(path) ? "which is empty" : path)}); install bash, or add its folder to PATH");

    internal static StartException ScriptMissing(string script) => new(
        StartFailure.ScriptMissing, $"cannot run script {script}: there is no such file; correct the path, or put the file there");

    internal static StartException NotInPath(string program, string? path) => new(
        StartFailure.ProgramMissing,
        $"cannot run {program}: no folder of PATH has such a program; correct its name, give its path such as ./{program}, or add its folder to PATH, which is {(string.IsNullOrEmpty(path) ? "empty" : path)}");

    internal static StartException ProgramMissing(string program, string file) => new(
        StartFailure.ProgramMissing, $"cannot run {program}: there is no file {file}; correct the path, which begins at the directory where the command was given");

    internal static StartException IsDirectory(string program) => new(
        StartFailure.NotExecutable, $"cannot run {program}: it is a directory; name a program");

    internal static StartException NotExecutable(string program, string reason) => new(
        StartFailure.NotExecutable, $"cannot run {program}: {reason}; check its permissions (chmod +x) and its first line (#!)");

    internal static StartException DirectoryUnusable(string directory, string reason) => new(
        StartFailure.DirectoryUnusable, $"cannot run in directory {directory}: {reason}; create it, or allow this user to enter it");

    internal static StartException TooLarge(string program, long bytes) => new(
        StartFailure.TooLarge,
        $"cannot run {program}: its arguments and environment have {bytes} bytes, more than the system allows (getconf ARG_MAX, and 128 KiB each); pass large values in files");

    internal static StartException NoCapacity(string program, string reason) => new(
        StartFailure.NoCapacity, $"cannot run {program} now: {reason}; raise the limits (ulimit -u, ulimit -n, pids of the cgroup), free memory, or run fewer at once");

    internal static StartException Other(string program, string reason) => new(
        StartFailure.Other, $"cannot run {program}: {reason}");
}
