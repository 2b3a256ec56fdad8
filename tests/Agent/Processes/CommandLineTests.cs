using Muster.Agent.Processes;

namespace Muster.Tests.Agent.Processes;

public sealed class CommandLineTests : IDisposable
{
    private static readonly Shell s_bash = new("/bin/bash", "-c");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_is_one_argument_of_the_shell()
    {
        var command = CommandLine.OfText(s_bash, "echo \"$PARAM_x\"; rm '$HOME'");

        Assert.Equal("/bin/bash", command.Program);
        Assert.Equal(["-c", "echo \"$PARAM_x\"; rm '$HOME'"], command.Arguments);
    }

    [Theory]
    [InlineData("#!/bin/sh\n", true, true)]
    [InlineData("#!/bin/sh\n", false, false)]
    [InlineData("echo no first line\n", true, false)]
    [InlineData("", true, false)]
    public void Script_starts_itself_only_if_it_can(string text, bool executable, bool itself)
    {
        var script = _folder.Write("run.sh", text);
        if (executable && !OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var command = CommandLine.OfScript(s_bash, script);

        Assert.Equal(itself ? script : "/bin/bash", command.Program);
        Assert.Equal(itself ? [] : [script], command.Arguments);
        Assert.Equal(script, command.Title);
    }

    [Fact]
    public void Missing_script_is_told()
    {
        var failure = Assert.Throws<StartException>(() => CommandLine.OfScript(s_bash, _folder["none.sh"]));

        Assert.Equal(StartFailure.ScriptMissing, failure.Failure);
        Assert.Equal($"cannot run script {_folder["none.sh"]}: there is no such file; correct the path, or put the file there", failure.Message);
    }

    [Fact]
    public void Shell_is_the_first_executable_bash_in_path()
    {
        var plain = _folder.Write("plain/bash", "");
        var good = _folder.Write("good/bash", "");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(good, UnixFileMode.UserExecute);

        Assert.Equal(good, Shell.Find($"relative:{_folder["none"]}::{Path.GetDirectoryName(plain)}:{Path.GetDirectoryName(good)}:/bin").Path);
    }

    [Theory]
    [InlineData(null, "which is empty")]
    [InlineData("", "which is empty")]
    [InlineData("/no/such", "/no/such")]
    public void Missing_shell_is_told(string? path, string shown)
    {
        var failure = Assert.Throws<StartException>(() => Shell.Find(path));

        Assert.Equal(StartFailure.ShellMissing, failure.Failure);
        Assert.Equal($"cannot run commands: bash is in none of the folders of PATH ({shown}); install bash, or add its folder to PATH", failure.Message);
    }

    [Theory]
    [InlineData("", "x", "an environment variable has an empty name; give it one")]
    [InlineData("A=B", "x", "environment variable 'A=B': a name cannot hold '=' or NUL; rename it")]
    [InlineData("A", "x\0y", "environment variable A: its value holds a NUL character, which no program could be given; remove it")]
    public void Variable_that_no_program_can_be_given_is_refused(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new EnvironmentTemplate([new(name, value)])).Message);

    [Fact]
    public void Signals_are_known_by_name_and_number()
    {
        Assert.Equal(15, Signals.NumberOf("TERM"));
        Assert.Equal("SIGKILL", Signals.NameOf(9));
        Assert.Equal("signal 40", Signals.NameOf(40));
        Assert.StartsWith("signal SIGTERM is unknown; known: HUP INT ", Assert.Throws<ArgumentException>(() => Signals.NumberOf("SIGTERM")).Message, StringComparison.Ordinal);
    }
}
