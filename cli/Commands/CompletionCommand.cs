using System.CommandLine;
using Muster.Cli.Completion;

namespace Muster.Cli.Commands;

/// <summary><c>muster completion</c>.</summary>
internal static class CompletionCommand
{
    public static Command Build(CommandContext context)
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or powershell" }.WithWords(CompletionScript.Shells);
        var command = new ExplainedCommand("completion", "Print the script by which a shell completes commands, options, values and the store's runs.") { shell };
        command.Examples = ["source <(muster completion bash)", "muster completion fish > ~/.config/fish/completions/muster.fish"];
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(shell);
            if (!CompletionScript.Shells.Contains(name))
                throw new UsageException($"There is no completion for '{name}'.{Complaint.DidYouMean(name, CompletionScript.Shells)} The shells are bash, zsh, fish and powershell.");
            context.Out.Write(CompletionScript.Of(name));
            return ExitCode.Done;
        });
        return command;
    }
}
