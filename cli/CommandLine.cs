using System.CommandLine;
using Muster.Cli.Answers;
using Muster.Cli.Completion;

namespace Muster.Cli;

/// <summary>Finds the command that is asked for, builds it alone, and runs it.</summary>
public static class CommandLine
{
    /// <summary>The word that asks for help.</summary>
    internal const string Help = "help";

    // A word that begins with @ is a word, and no file with more of them.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs a command line.</summary>
    /// <param name="args">The words after <c>muster</c>.</param>
    /// <param name="context">The command's world.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, CommandContext context)
    {
        try
        {
            var code = await DispatchAsync(args, context);
            await context.Out.FlushAsync();
            return code;
        }
        catch (Exception error)
        {
            var code = Failures.Tell(error, context);
            TryFlush(context.Out);
            return code;
        }
    }

    /// <summary>Writes out what was answered before a failure.</summary>
    private static void TryFlush(TextWriter writer)
    {
        try
        {
            writer.Flush();
        }
        catch (Exception error) when (error is IOException or AnswerException)
        {
            // The failure was told; this is likely the same one.
        }
    }

    private static Task<int> DispatchAsync(string[] args, CommandContext context)
    {
        if (args is ["--version"])
            args = ["version"];
        if (args is [CompletionAnswer.Command, "--", .. var words])
            return CompletionAnswer.WriteAsync(words, context);
        if (args is [Help, var about])
            args = [about, "--help"];
        if (args is [Help or "--help" or "-h" or "-?"])
            return Task.FromResult(TellHelp(context.Out, context, ExitCode.Done));
        if (args.Length == 0)
            return Task.FromResult(TellHelp(context.Error, context, ExitCode.Usage));
        if (FirstWord(args) is not { } at)
            throw Complaint.WithoutCommand(args);
        return CommandTable.Find(args[at]) is { } entry
            ? InvokeAsync(entry.Build(context), args, context)
            : throw UnknownCommand(args, at);
    }

    private static UsageException UnknownCommand(string[] args, int at)
    {
        var hasStrangeOption = args.Take(at).Any(word => word.StartsWith('-') && !CommonOptions.OfStore.Any(option => option.Name == word.Split('=')[0]));
        return hasStrangeOption
            ? Complaint.WithoutCommand(args)
            : new($"There is no command '{args[at]}'.{Complaint.DidYouMean(args[at], CommandTable.All.Select(known => known.Name))} See 'muster --help'.");
    }

    private static int TellHelp(TextWriter writer, CommandContext context, int code)
    {
        HelpText.WriteAll(writer, context.Screen.Width);
        return code;
    }

    /// <summary>Where the command's name stands: common options may come before it.</summary>
    private static int? FirstWord(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (CommonOptions.OfStore.Any(option => option.Name == args[i]))
                i++;
            else if (!args[i].StartsWith('-'))
                return i;
        }

        return null;
    }

    /// <summary>Reads a command line by a command's definition.</summary>
    internal static ParseResult Parse(Command command, string[] args, CommandContext context)
    {
        var root = new Command("muster") { command };
        command.Options.Add(HelpText.Option(context));
        foreach (var option in CommonOptions.OfStore)
            root.Options.Add(option);
        return root.Parse(args, Parsing);
    }

    private static Task<int> InvokeAsync(Command command, string[] args, CommandContext context)
    {
        var parsed = Parse(command, args, context);
        // An error action is there for errors alone: asked for help, the command gives help whatever else is wrong.
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
            throw Complaint.Of(parsed, command);
        return parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, context.Cancel);
    }
}
