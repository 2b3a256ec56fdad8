using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Cli.Stores;
using Muster.Operations;
using Muster.Runs;

namespace Muster.Cli;

/// <summary>Options and arguments that commands share.</summary>
internal static class CommonOptions
{
    /// <summary>The store's option.</summary>
    public const string StoreName = "--store";

    /// <summary>The option of the AWS profile.</summary>
    public const string ProfileName = "--profile";

    /// <summary>The option of the endpoint.</summary>
    public const string EndpointName = "--endpoint-url";

    /// <summary>Which profile of the shared AWS configuration.</summary>
    public static Option<string?> Profile { get; } = new(ProfileName)
    {
        Description = "For a store on AWS: the profile with the credentials (default: as for the AWS CLI)",
        HelpName = "NAME",
        Recursive = true,
    };

    /// <summary>Where AWS is.</summary>
    public static Option<string?> Endpoint { get; } = new(EndpointName)
    {
        Description = "For a store on AWS: a server to talk to instead of AWS's own (default: as for the AWS CLI)",
        HelpName = "URL",
        Recursive = true,
    };

    /// <summary>The options that name a store, everywhere.</summary>
    public static IReadOnlyList<Option> OfStore => [Store, Profile, Endpoint];

    /// <summary>Which store; it may stand before the command, too.</summary>
    public static Option<string?> Store { get; } = new Option<string?>(StoreName)
    {
        Description = "The store: a directory, or aws://REGION/NAME (default: MUSTER_STORE, else the user's data directory)",
        HelpName = "STORE",
        Recursive = true,
    }.WithDirectories();

    /// <summary>Whether the answer is JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Answer in JSON" };

    /// <summary>How much to show at most.</summary>
    public static Option<int?> Limit(string description) => Words.Number("--limit", description);

    /// <summary>Which run.</summary>
    public static Argument<string> Run() => new Argument<string>("RUN") { Description = $"A name (its newest run), an id, the start of an id, or '{RunFinder.Last}'" }.WithRuns();

    /// <summary>One point, which may be left out.</summary>
    public static Argument<long?> Index(string description) => new("INDEX")
    {
        Description = description,
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result =>
        {
            if (long.TryParse(result.Tokens[0].Value, out var index) && index >= 0)
                return index;
            result.AddError($"'{result.Tokens[0].Value}' is no point; name it by its index: 0 or more.");
            return null;
        },
    };

    /// <summary>Where the store is.</summary>
    public static StoreAddress AddressOf(ParseResult parsed, CommandContext context) => AddressOf(option => parsed.GetValue(option), context);

    /// <summary>Where the store is, by the values that the options of stores have; null: not given.</summary>
    public static StoreAddress AddressOf(Func<Option<string?>, string?> valueOf, CommandContext context) =>
        StoreAddress.Of(valueOf(Store), context.Environment, valueOf(Profile), valueOf(Endpoint));

    /// <summary>Opens the store and finds the run, does something with them, and closes the store.</summary>
    public static Task<int> WithRunAsync(
        CommandContext context, ParseResult parsed, Argument<string> argument, Func<StoreContext, RunRecord, Task<int>> act)
    {
        var text = parsed.GetRequiredValue(argument);
        return WithStoreAsync(context, parsed, text, async store => await act(store, await new RunFinder(store.Ports.Store).FindAsync(text, context.Cancel)));
    }

    /// <summary>Opens the store in which a run is to be, does something with it, and closes it.</summary>
    public static async Task<int> WithStoreAsync(CommandContext context, ParseResult parsed, string text, Func<StoreContext, Task<int>> act)
    {
        var address = AddressOf(parsed, context);
        using var store = context.OpenStore(address);
        if (store is null)
        {
            MissingStore.Check(address);
            throw NoStoreException.For(text, address.Text);
        }

        return await act(store);
    }
}

/// <summary>There is no store, so nothing can be told of its runs.</summary>
public sealed class NoStoreException : Exception
{
    internal NoStoreException(string message) : base(message) { }

    internal static NoStoreException For(string run, string path) => new($"There is no store in {path}, so there is no run '{run}'. Start one: muster submit FILE");
}
