namespace Muster.Cli.Platform;

/// <summary>What a platform is made of besides its templates: the functions, the agent, and what instances run at their start. What is not named is published from the app's sources.</summary>
/// <param name="context">The command's world.</param>
/// <param name="folder">Absolute path of the app's folder.</param>
internal sealed class PlatformParts(CommandContext context, string folder)
{
    private const string Binary = "bootstrap";
    private static readonly (string, string) s_sdk = ("The functions and the agent are published by the .NET SDK, whose dotnet was not found", "Install it, or name what was published by --functions and --agent.");

    /// <summary>The folder of the published functions; null: they are published.</summary>
    public string? Functions { get; init; }

    /// <summary>The published agent; null: it is published.</summary>
    public string? Agent { get; init; }

    private string Made => Path.Join(folder, "artifacts", "platform");

    /// <summary>Makes them.</summary>
    /// <param name="plan">What is deployed.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The agent, and the options that tell the CDK's app of all of them.</returns>
    /// <exception cref="UsageException">What was named is not what it has to be, or there are no sources.</exception>
    /// <exception cref="StepFailedException">They could not be published.</exception>
    public async Task<(AgentProgram Agent, IReadOnlyList<string> Options)> MakeAsync(DeploymentPlan plan, CancellationToken cancel)
    {
        var named = Agent is null ? null : await AgentProgram.ReadAsync(Path.GetFullPath(Agent), cancel);
        var functions = Functions is null ? await PublishAsync("functions", "lambda", "--functions", cancel) : Path.GetFullPath(Functions);
        if (!File.Exists(Path.Join(functions, Binary)))
            throw new UsageException($"{functions} has no file {Binary}, which is what the functions run. Publish them into it: dotnet publish functions -p:PublishProfile=lambda -o {functions}");
        var agent = named ?? await AgentProgram.ReadAsync(Path.Join(await PublishAsync("cli", "linux-x64", "--agent", cancel), "muster"), cancel);
        var userData = Path.Join(Made, "user-data.sh");
        Directory.CreateDirectory(Made);
        await File.WriteAllTextAsync(userData, plan.UserData(agent.Sha256), cancel);
        return (agent, ["--context", $"muster.functions={functions}", "--context", $"muster.userData={userData}"]);
    }

    // Into a folder of its own, which is emptied first: what an earlier version left must not be deployed with it.
    private async Task<string> PublishAsync(string project, string profile, string option, CancellationToken cancel)
    {
        if (!Directory.Exists(Path.Join(folder, project)))
            throw new UsageException($"There is no {Path.Join(folder, project)} to publish from. Name what was published by {option}, or the folder of Muster's sources by --app.");
        var made = Path.Join(Made, project);
        if (Directory.Exists(made))
            Directory.Delete(made, recursive: true);
        var code = await new ToldProgram(context, folder).RunAsync("dotnet", ["publish", project, "-c", "Release", "-v", "quiet", $"-p:PublishProfile={profile}", "-o", made], s_sdk, cancel);
        return code == 0 ? made : throw new StepFailedException($"Publishing {project} ended with exit code {code}; what the SDK said stands above.");
    }
}
