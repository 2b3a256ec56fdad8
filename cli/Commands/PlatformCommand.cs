using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Platform;
using Muster.Cli.Stores;

namespace Muster.Cli.Commands;

/// <summary><c>muster platform</c>.</summary>
internal static class PlatformCommand
{
    public static Command Build(CommandContext context) => new ExplainedCommand("platform", "Deploy a platform on AWS, show it, or take it down.")
    {
        Cdk(context, "synth", "Write the platform's templates, and check them.", ["synth", "--quiet"], needsCredentials: false),
        Cdk(context, "deploy", "Deploy the platform, or bring it to this version.", ["deploy", "--all"], needsCredentials: true),
        Status(context),
        Cdk(context, "destroy", "Take the platform down. Tables and bucket stay, with all runs.", ["destroy", "--all"], needsCredentials: true),
    };

    private static ExplainedCommand Cdk(CommandContext context, string verb, string summary, string[] words, bool needsCredentials)
    {
        var app = new Option<string?>("--app") { Description = "The folder of the deployment's app, which has cdk.json (default: the current one)", HelpName = "DIR" }.WithDirectories();
        var yes = new Option<bool>("--yes") { Description = "Do not ask before rights change, or something is taken down" };
        var command = new ExplainedCommand(verb, summary) { app };
        if (needsCredentials)
            command.Options.Add(yes);
        command.Examples = [$"muster platform {verb}", $"muster platform {verb} --app ~/team-platform --profile admin"];
        command.AlsoExitsWith = [ExitCode.Failed];
        command.SetAction((parsed, cancel) => new CdkRun(context, Path.GetFullPath(parsed.GetValue(app) ?? ".")) { Profile = parsed.GetValue(CommonOptions.Profile) }
            .RunAsync([.. words, .. needsCredentials && parsed.GetValue(yes) ? Agreed(verb) : []], needsCredentials, cancel));
        return command;
    }

    private static string[] Agreed(string verb) => verb == "deploy" ? ["--require-approval", "never"] : ["--force"];

    private static ExplainedCommand Status(CommandContext context)
    {
        var json = CommonOptions.Json();
        var status = new ExplainedCommand("status", "Show the platform's spokes: when each was heard of, its catalogue, its listing, and what had no capacity.") { json };
        status.Examples = ["muster platform status --store aws://eu-central-1/team", "muster platform status --json"];
        status.SetAction(async (parsed, cancel) =>
        {
            var address = CommonOptions.AddressOf(parsed, context);
            using var store = context.OpenStore(address);
            var spokes = store?.Platform is { } platform ? await platform.Fleet.ListSpokesAsync(cancel) : [];
            if (parsed.GetValue(json))
                context.WriteJson(writer => PlatformStatusView.WriteJson(writer, spokes, context.Time.GetUtcNow()));
            else
                PlatformStatusView.Write(context, address.Text, spokes);
            return ExitCode.Done;
        });
        return status;
    }
}
