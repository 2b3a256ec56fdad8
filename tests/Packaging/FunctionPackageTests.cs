using System.IO.Compression;
using System.Text;
using Muster.Aws.Contracts;
using Muster.Runs;
using Muster.Testing.Lambda;
using Muster.Tests.Agent;
using Muster.Tests.Aws.Store;
using Muster.Tests.Conformance;
using Muster.Tests.Servers;

namespace Muster.Tests.Packaging;

/// <summary>The functions' binary as it is deployed. Explicit: it takes minutes and downloads the runtime.</summary>
public sealed class FunctionPackageTests(DynamoServer server)
{
    /// <summary>Bytes that the zipped package has at most: half of what Lambda takes from a request. Source: AWS Lambda quotas, 2026-11.</summary>
    private const int MostBytes = 25 << 20;

    [Fact(Explicit = true)]
    public async Task Published_functions_are_one_small_file_that_answers_events()
    {
        using var folder = new TemporaryFolder();
        await Tool.RunAsync(Repository.Folder, Tool.Dotnet, "publish", "functions", "-p:PublishProfile=lambda", "-v", "quiet", "-o", folder["functions"]);

        var binary = Assert.Single(Directory.GetFiles(folder["functions"]));
        Assert.Equal("bootstrap", Path.GetFileName(binary));
        ZipFile.CreateFromDirectory(folder["functions"], folder["functions.zip"]);
        Assert.InRange(new FileInfo(folder["functions.zip"]).Length, 1, MostBytes);
        TestContext.Current.TestOutputHelper!.WriteLine($"{new FileInfo(folder["functions.zip"]).Length} bytes zipped");
        await AnswersAsync(binary);
    }

    private async Task AnswersAsync(string binary)
    {
        using var rig = await DynamoRig.NewAsync(server);
        var run = Samples.Run() with { Lock = new("RUN-0", 1, 1, TimeSpan.FromMinutes(12)) };
        await rig.Store.WriteAsync(run);
        // No runtime is found: it brings its own.
        await using var function = FunctionProcess.Start([binary], new Dictionary<string, string>
        {
            ["DOTNET_ROOT"] = "/nowhere", ["MUSTER_HANDLER"] = PlatformHandlers.Plan, ["MUSTER_STORE"] = $"aws://us-east-1/{rig.Names.Deployment}", ["MUSTER_BUCKET"] = "bucket",
            ["AWS_ENDPOINT_URL"] = (await server.AddressAsync()).ToString(), ["AWS_ACCESS_KEY_ID"] = "dummy", ["AWS_SECRET_ACCESS_KEY"] = "dummy",
        });

        var answer = await function.InvokeAsync(Encoding.UTF8.GetBytes($"{{\"run\":\"{run.Id}\",\"owner\":\"RUN-1\",\"tick\":0,\"clock\":0}}"), TimeSpan.FromSeconds(60));

        Assert.Null(answer.Error);
        Assert.StartsWith("{\"next\":\"wait\",\"wait\":725,\"tick\":1,", answer.Text, StringComparison.Ordinal);
    }
}
