using Muster.Agent.Processes;

namespace Muster.Tests.Agent.Processes;

public sealed class ProgramFinderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_is_looked_for_in_the_folders_of_path_in_order_and_what_may_not_be_executed_is_passed_over()
    {
        Write("plain/tool", executable: false);
        var good = Write("good/tool", executable: true);
        Write("later/tool", executable: true);

        Assert.Equal(good, Finder($"{_folder["none"]}:{_folder["plain"]}:{_folder["good"]}:{_folder["later"]}").Find("tool"));
    }

    [Fact]
    public void Relative_paths_and_folders_begin_at_the_directory()
    {
        var tool = Write("bin/tool", executable: true);

        Assert.Equal(tool, Finder("bin").Find("tool"));
        Assert.Equal(tool, Finder(null).Find("bin/tool"));
        Assert.Equal(tool, Finder(null).Find("./bin/../bin/tool"));
        Assert.Equal(tool, Finder(null).Find(tool));
    }

    [Theory]
    [InlineData("nothing", StartFailure.ProgramMissing, "cannot run nothing: no folder of PATH has such a program; correct its name, give its path such as ./nothing, or add its folder to PATH, which is FOLDER")]
    [InlineData("./nothing", StartFailure.ProgramMissing, "cannot run ./nothing: there is no file FOLDER/nothing; correct the path, which begins at the directory where the command was given")]
    [InlineData("plain", StartFailure.NotExecutable, "cannot run FOLDER/plain: it may not be executed; check its permissions (chmod +x) and its first line (#!)")]
    [InlineData("./plain", StartFailure.NotExecutable, "cannot run ./plain: it may not be executed; check its permissions (chmod +x) and its first line (#!)")]
    [InlineData("./", StartFailure.NotExecutable, "cannot run ./: it is a directory; name a program")]
    public void What_cannot_be_found_is_told_with_what_to_do(string name, StartFailure failure, string message)
    {
        Write("plain", executable: false);

        var error = Assert.Throws<StartException>(() => Finder(_folder[""].TrimEnd('/')).Find(name));

        Assert.Equal((failure, message.Replace("FOLDER", _folder[""].TrimEnd('/'), StringComparison.Ordinal)), (error.Failure, error.Message));
    }

    [Fact]
    public void Without_a_path_nothing_is_found_by_name() => Assert.Equal(
        "cannot run tool: no folder of PATH has such a program; correct its name, give its path such as ./tool, or add its folder to PATH, which is empty",
        Assert.Throws<StartException>(() => Finder(null).Find("tool")).Message);

    private ProgramFinder Finder(string? path) => new(_folder[""].TrimEnd('/'), path);

    private string Write(string name, bool executable)
    {
        var file = _folder.Write(name, "");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, executable ? UnixFileMode.UserRead | UnixFileMode.UserExecute : UnixFileMode.UserRead);
        return file;
    }
}
