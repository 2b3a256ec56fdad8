using System.CommandLine;
using Muster.Specs;
using Muster.Sweeps;

namespace Muster.Cli.Submitting;

/// <summary>The settings of a sweep that a command line can give, as options.</summary>
internal sealed class SweepOptions
{
    private readonly SettingOption[] all =
    [
        new("--name", "name", "NAME", description: "The run's name (default: the program's)"),
        new("--env", "env", "NAME=VALUE", isMany: true),
        new("--cpus", "resources.cpus", "N"),
        new("--memory", "resources.memory", "SIZE"),
        new("--gpus", "resources.gpus", "N"),
        new("--timeout", "timeout", "TIME"),
        new("--attempts", "retry.max_attempts", "N"),
        new("--setup", "setup", "TEXT"),
        new("--results", "results.paths", "GLOB", isMany: true, "Files below MUSTER_POINT_DIR that are kept as results; ** stands for any folders"),
        new("--budget", "budget", "USD"),
    ];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var setting in all)
            command.Options.Add(setting.Option);
    }

    /// <summary>What was asked.</summary>
    public SweepSpec Of(ParseResult parsed) => all.Aggregate(ArgumentSweep.NoSettings, (spec, setting) => setting.Apply(parsed, spec));
}
