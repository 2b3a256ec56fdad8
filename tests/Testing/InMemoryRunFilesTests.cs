using System.Text;
using Muster.Outputs;
using Muster.Runs;
using Muster.Testing.Outputs;
using Muster.Tests.Conformance;

namespace Muster.Tests.Testing;

public sealed class InMemoryRunFilesTests : RunFilesConformance
{
    protected override IRunFiles Files { get; } = new InMemoryRunFiles();

    protected override async Task<string> KeepAsync(RunId run, string before, string result, string after)
    {
        foreach (var (name, text) in new[] { ("log-1", before), ("result-1", result), ("log-2", after) })
            await WriteAsync(run, $"output/{name}", text);
        return "result-1";
    }

    protected override async Task<string?> ReadAsync(RunId run, string reference)
    {
        await using var stream = await Files.OpenAsync(run, $"output/{reference}", Cancel);
        using var reader = new StreamReader(stream!, Encoding.UTF8);
        return await reader.ReadToEndAsync(Cancel);
    }
}
