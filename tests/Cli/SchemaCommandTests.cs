using Muster.Cli;

namespace Muster.Tests.Cli;

public class SchemaCommandTests
{
    private readonly CliRig cli = new() { HasStore = false };

    [Fact]
    public async Task The_schema_of_sweep_files_is_printed()
    {
        var answer = await cli.RunAsync("schema", "sweep");

        Assert.Equal((ExitCode.Done, ""), (answer.Code, answer.Error));
        Snapshot.Matches("schema-sweep.json", answer.Out);
    }

    [Theory]
    [InlineData("schema", "'muster schema' needs WHAT. See 'muster schema --help'.")]
    [InlineData("schema queue", "There is no schema of queue files: not yet. There is one of sweep files: muster schema sweep")]
    [InlineData("schema sweeps", "There is no schema 'sweeps'. Did you mean 'sweep'? See 'muster schema --help'.")]
    [InlineData("schema point", "There is no schema 'point'. See 'muster schema --help'.")]
    public async Task Another_schema_is_not_there(string line, string message) =>
        Assert.Equal(new(ExitCode.Usage, "", $"muster: {message}\n"), await cli.RunAsync(line.Split(' ')));
}
