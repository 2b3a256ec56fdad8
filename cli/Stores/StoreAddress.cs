using Muster.Aws.Context;
using Muster.Local.Store;

namespace Muster.Cli.Stores;

/// <summary>Where a store is: <c>--store PATH</c> or <c>--store aws://REGION/NAME</c>, else <c>MUSTER_STORE</c>, else <c>muster</c> in the user's data directory.</summary>
public sealed record StoreAddress
{
    /// <summary>The variable that names the store.</summary>
    public const string Variable = "MUSTER_STORE";

    private StoreAddress(string text, StoreDirectory directory) => (Text, Directory) = (text, directory);

    /// <summary>The address, for people and for <c>--store</c>: an absolute path, or <c>aws://REGION/NAME</c>.</summary>
    public string Text { get; }

    /// <summary>The directory of this machine: the whole store, or, for a store on AWS, what the points here write, and the engine's lock.</summary>
    public StoreDirectory Directory { get; }

    /// <summary>Where on AWS; null: on this machine.</summary>
    public AwsAddress? Aws { get; private init; }

    /// <summary>The same store on AWS, reached by a role.</summary>
    public StoreAddress As(AssumedRole role) => this with { Aws = (Aws ?? throw new InvalidOperationException($"{Text} is not on AWS.")) with { Role = role } };

    /// <summary>The same store on AWS, reached with keys that somebody gave.</summary>
    /// <param name="keys">Gives them; asked with each call, since they may be renewed.</param>
    /// <exception cref="UsageException">The store is not on AWS.</exception>
    public StoreAddress With(Func<AwsKeys> keys) =>
        this with { Aws = (Aws ?? throw new UsageException($"Credentials are for a store on AWS, but the store is {Text}. Leave them out, or name such a store: aws://REGION/NAME")) with { Keys = keys } };

    /// <summary>The options that give this address to another process of Muster.</summary>
    public IReadOnlyList<string> Options =>
    [
        CommonOptions.StoreName, Text,
        .. Aws?.Profile is { } profile ? (string[])[CommonOptions.ProfileName, profile] : [],
        .. Aws?.Endpoint is { } endpoint ? (string[])[CommonOptions.EndpointName, endpoint.AbsoluteUri] : [],
    ];

    /// <summary>The address that options and environment give.</summary>
    /// <param name="store">The value of <c>--store</c>; null: not given.</param>
    /// <param name="environment">The environment's variables; an empty one counts as not set.</param>
    /// <param name="profile">The value of <c>--profile</c>; null: not given.</param>
    /// <param name="endpoint">The value of <c>--endpoint-url</c>; null: not given.</param>
    /// <exception cref="UsageException">A value cannot be, options do not go together, or there is no data directory.</exception>
    public static StoreAddress Of(string? store, Func<string, string?> environment, string? profile = null, string? endpoint = null)
    {
        if (store is { Length: 0 })
            throw new UsageException("--store was given an empty path. Name a directory, or leave the option out.");
        var text = store ?? Set(Variable);
        if (text is not null && AwsAddress.IsMeant(text))
            return OnAws(text, store is null ? Variable : CommonOptions.StoreName, profile, endpoint, DataDirectory);
        if ((profile is null ? endpoint is null ? null : CommonOptions.EndpointName : CommonOptions.ProfileName) is { } option)
            throw new UsageException($"{option} is for a store on AWS, but the store is {text ?? "in the user's data directory"}. Leave it out, or name such a store: --store aws://REGION/NAME");
        var path = Path.GetFullPath(text ?? Path.Join(DataDirectory(), "muster"));
        return new(path, new(path));

        string? Set(string name) => environment(name) is { Length: > 0 } value ? value : null;

        // https://specifications.freedesktop.org/basedir-spec: a relative XDG_DATA_HOME is to be ignored.
        string DataDirectory() =>
            !OperatingSystem.IsWindows() && Set("XDG_DATA_HOME") is { } data && Path.IsPathRooted(data) ? data
            : OperatingSystem.IsLinux() && Set("HOME") is { } home ? Path.Join(home, ".local", "share")
            : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } local ? local
            : throw new UsageException($"This user has no data directory (HOME is not set). Name the store by --store PATH or {Variable}.");
    }

    private static StoreAddress OnAws(string text, string source, string? profile, string? endpoint, Func<string> dataDirectory)
    {
        if (!AwsAddress.TryParse(text, out var address))
            throw new UsageException($"{source} is '{text}', which is no store on AWS. Write aws://REGION/NAME, such as aws://eu-central-1/team; a name has 1 to 32 lower-case letters, digits and hyphens.");
        Uri? uri = null;
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out uri) && uri.Scheme is "http" or "https"))
            throw new UsageException($"{CommonOptions.EndpointName} is '{endpoint}'; it is a URL such as http://127.0.0.1:8000.");
        address = address with { Profile = profile, Endpoint = uri };
        return new(address.ToString(), new(Path.Join(dataDirectory(), "muster-aws", address.Region, address.Deployment))) { Aws = address };
    }
}
