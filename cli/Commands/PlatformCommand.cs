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
        Synth(context),
        Deploy(context),
        Status(context),
        Destroy(context),
    };

    private static ExplainedCommand Synth(CommandContext context)
    {
        var (app, functions, agent) = (App(), Functions(), Agent());
        var synth = new ExplainedCommand("synth", "Write the platform's templates, and check them. Nothing is asked of AWS.") { app, functions, agent };
        Explain(synth, "muster platform synth --app ~/muster");
        synth.SetAction((parsed, cancel) => new PlatformDeployment(context, FolderOf(parsed, app))
        {
            Functions = parsed.GetValue(functions),
            Agent = parsed.GetValue(agent),
            Profile = parsed.GetValue(CommonOptions.Profile),
        }.SynthAsync(cancel));
        return synth;
    }

    private static ExplainedCommand Deploy(CommandContext context)
    {
        var (app, functions, agent) = (App(), Functions(), Agent());
        var yes = new Option<bool>("--yes") { Description = "Do not ask before rights change" };
        var takeOver = new Option<bool>("--take-over") { Description = "Take over the tables and the bucket that an earlier platform of this name left" };
        var deploy = new ExplainedCommand("deploy", "Deploy the platform, or bring it to this version: the hub, the agent into its bucket, then the spokes.") { app, functions, agent, yes, takeOver };
        Explain(deploy, "muster platform deploy --app ~/muster --profile admin");
        deploy.SetAction((parsed, cancel) => new PlatformDeployment(context, FolderOf(parsed, app))
        {
            Functions = parsed.GetValue(functions),
            Agent = parsed.GetValue(agent),
            Profile = parsed.GetValue(CommonOptions.Profile),
            Endpoint = parsed.GetValue(CommonOptions.Endpoint),
            IsAgreed = parsed.GetValue(yes),
            TakesOver = parsed.GetValue(takeOver),
        }.DeployAsync(cancel));
        return deploy;
    }

    private static ExplainedCommand Destroy(CommandContext context)
    {
        var (app, yes) = (App(), Asking.Yes());
        var destroy = new ExplainedCommand("destroy", "Take the platform down. Tables and bucket stay, with all runs.") { app, yes };
        Explain(destroy, "muster platform destroy --app ~/muster --profile admin");
        destroy.SetAction((parsed, cancel) => new PlatformDeployment(context, FolderOf(parsed, app)) { Profile = parsed.GetValue(CommonOptions.Profile), IsAgreed = parsed.GetValue(yes) }.DestroyAsync(cancel));
        return destroy;
    }

    private static void Explain(ExplainedCommand command, string example)
    {
        command.Examples = [$"muster platform {command.Name}", example];
        command.AlsoExitsWith = [ExitCode.Failed];
    }

    private static Option<string?> App() =>
        new Option<string?>("--app") { Description = "The folder of Muster's sources, with the cdk.json of the deployment (default: the current one)", HelpName = "DIR" }.WithDirectories();

    private static Option<string?> Functions() =>
        new Option<string?>("--functions") { Description = "The folder of the published functions (default: they are published from the sources)", HelpName = "DIR" }.WithDirectories();

    private static Option<string?> Agent() =>
        new Option<string?>("--agent") { Description = "The muster for linux-x64 that instances run, one file (default: it is published from the sources)", HelpName = "FILE" }.WithFiles();

    private static string FolderOf(ParseResult parsed, Option<string?> app) => Path.GetFullPath(parsed.GetValue(app) ?? ".");

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
