using System.Collections;
using System.Collections.ObjectModel;
using System.Reflection;
using Muster.PowerShell.Pipeline;

namespace Muster.Tests.Module.Reference;

/// <summary>Reads what there is to say of the module's cmdlets. PowerShell's attributes are stubs outside PowerShell, so their data are read instead of themselves.</summary>
internal static class CmdletReader
{
    private static readonly Assembly s_module = typeof(MusterCmdlet).Assembly;
    private static readonly XmlComments s_comments = XmlComments.Of(s_module);

    /// <summary>All cmdlets, by name.</summary>
    public static IReadOnlyList<(Type Type, CmdletPage Page)> All { get; } =
    [
        .. from type in s_module.GetTypes()
           let cmdlet = Find(type, "CmdletAttribute")
           where cmdlet is not null
           let page = Read(type, cmdlet)
           orderby page.Name
           select (type, page),
    ];

    /// <summary>Where the examples are.</summary>
    public static string Examples => Path.Join(Repository.Folder, "module", "Help", "Examples");

    /// <summary>An attribute of a member; null: it has none.</summary>
    public static CustomAttributeData? Find(MemberInfo member, string name) => member.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.Name == name);

    private static CmdletPage Read(Type type, CustomAttributeData cmdlet)
    {
        var name = $"{cmdlet.ConstructorArguments[0].Value}-{cmdlet.ConstructorArguments[1].Value}";
        var file = Path.Join(Examples, $"{name}.ps1");
        var (synopsis, description) = About(name, s_comments.Of(type));
        var parameters = Parameters(type).Select(property => Read(type, property)).ToArray();
        return new()
        {
            Name = name,
            Synopsis = synopsis,
            Description = description,
            Sets = Sets(parameters, Named(cmdlet, "DefaultParameterSetName") as string),
            Parameters = parameters,
            Outputs = [.. type.CustomAttributes.Where(attribute => attribute.AttributeType.Name == "OutputTypeAttribute").SelectMany(Types).Select(Output)],
            Examples = File.Exists(file) ? CmdletExample.Read(file) : [],
            AsksFirst = Named(cmdlet, "SupportsShouldProcess") is true,
        };
    }

    /// <summary>Comments may begin with the cmdlet's name: for those who read the code.</summary>
    private static (string Synopsis, IReadOnlyList<string> Description) About(string name, IReadOnlyList<string> comment)
    {
        if (comment.Count == 0)
            return ("", []);
        var (first, rest) = XmlComments.Sentences(comment[0]);
        var text = first.StartsWith($"`{name}`", StringComparison.Ordinal) ? first[(name.Length + 2)..].TrimStart(':', '.', ' ') : first;
        return (text.Length == 0 ? "" : char.ToUpperInvariant(text[0]) + text[1..], [.. comment.Skip(1).Prepend(rest).Where(paragraph => paragraph.Length > 0)]);
    }

    private static IReadOnlyList<ParameterSet> Sets(IEnumerable<CmdletParameter> parameters, string? preferred)
    {
        var names = parameters.SelectMany(parameter => parameter.Uses.Keys).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (preferred is not null && !names.Contains(preferred))
            names.Add(preferred);
        return names.Count == 0 ? [new("", true)] : [.. names.Select(name => new ParameterSet(name, name == preferred)).OrderBy(set => !set.IsDefault)];
    }

    /// <summary>In the order of their definition, the cmdlet's own before those that it has in common with others.</summary>
    private static IEnumerable<PropertyInfo> Parameters(Type cmdlet) =>
        from property in cmdlet.GetProperties()
        where Find(property, "ParameterAttribute") is not null
        orderby Above(cmdlet).TakeWhile(type => type != property.DeclaringType).Count(), property.MetadataToken
        select property;

    private static IEnumerable<Type> Above(Type type)
    {
        for (var above = type; above is not null; above = above.BaseType)
            yield return above;
    }

    private static CmdletParameter Read(Type cmdlet, PropertyInfo property) => new()
    {
        Name = property.Name,
        Type = NameOf(property.PropertyType),
        About = s_comments.Of(property),
        Aliases = Values(property, "AliasAttribute"),
        Values = Values(property, "ValidateSetAttribute") is { Count: > 0 } values ? values
            : Bare(property.PropertyType) is { IsEnum: true } words ? Enum.GetNames(words) : [],
        Default = Default(cmdlet, property),
        TakesWildcards = Find(property, "SupportsWildcardsAttribute") is not null,
        Uses = property.CustomAttributes.Where(attribute => attribute.AttributeType.Name == "ParameterAttribute")
            .ToDictionary(attribute => Named(attribute, "ParameterSetName") as string ?? "", Use, StringComparer.Ordinal),
    };

    private static ParameterUse Use(CustomAttributeData attribute) => new(
        Named(attribute, "Mandatory") is true,
        Named(attribute, "Position") as int?,
        Named(attribute, "ValueFromPipeline") is true,
        Named(attribute, "ValueFromPipelineByPropertyName") is true);

    private static string? Default(Type cmdlet, PropertyInfo property)
    {
        using var fresh = (MusterCmdlet)Activator.CreateInstance(cmdlet)!;
        return property.PropertyType.Name == "SwitchParameter" ? null : property.GetValue(fresh) switch
        {
            null or "" or false => null,
            TimeSpan time => time.ToString("c"),
            string text => text,
            IEnumerable list => string.Join(", ", list.Cast<object>()) is { Length: > 0 } text ? text : null,
            var other => other.ToString(),
        };
    }

    private static CmdletOutput Output(Type type)
    {
        var element = Bare(type);
        var properties = element.Assembly == s_module ? element.GetProperties().Where(IsOwn) : [];
        return new(NameOf(type), string.Join(' ', s_comments.Of(element)), [.. properties.Select(property => (property.Name, NameOf(property.PropertyType), string.Join(' ', s_comments.Of(property))))]);
    }

    /// <summary>Whether the module defines it: a job of PowerShell, say, has many other properties.</summary>
    private static bool IsOwn(PropertyInfo property) =>
        property.GetMethod is { IsPublic: true, IsStatic: false } get && get.GetBaseDefinition().DeclaringType!.Assembly == s_module;

    private static IEnumerable<Type> Types(CustomAttributeData attribute) =>
        attribute.ConstructorArguments.SelectMany(argument => argument.Value is ReadOnlyCollection<CustomAttributeTypedArgument> list ? list.Select(item => item.Value) : [argument.Value]).OfType<Type>();

    private static IReadOnlyList<string> Values(PropertyInfo property, string attribute) =>
        [.. Find(property, attribute)?.ConstructorArguments.SelectMany(argument => argument.Value is ReadOnlyCollection<CustomAttributeTypedArgument> list ? list.Select(item => item.Value) : [argument.Value]).OfType<string>() ?? []];

    private static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => argument.TypedValue.Value).FirstOrDefault();

    private static string NameOf(Type type) => type.IsArray ? $"{NameOf(type.GetElementType()!)}[]"
        : Nullable.GetUnderlyingType(type) is { } bare ? NameOf(bare)
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}[{string.Join(',', type.GetGenericArguments().Select(NameOf))}]"
        : type.Name;

    private static Type Bare(Type type) => type.IsArray ? type.GetElementType()! : Nullable.GetUnderlyingType(type) ?? type;
}
