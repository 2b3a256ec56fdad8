using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Muster.Specs.Nodes;

/// <summary>
/// YamlDotNet's parser, whose scanner answers some broken files with exceptions of its own making, such as InvalidOperationException
/// for <c>{a: 1</c> before another key. All of them become the one that says where.
/// </summary>
internal sealed class CarefulParser(TextReader text) : IParser
{
    private readonly Scanner _scanner = new(text, skipComments: true);
    private Parser? _parser;

    public ParsingEvent? Current => _parser?.Current;

    public bool MoveNext()
    {
        try
        {
            return (_parser ??= new(_scanner)).MoveNext();
        }
        catch (Exception exception) when (exception is not (YamlException or IOException or DecoderFallbackException))
        {
            var at = _scanner.CurrentPosition;
            throw new YamlException(at, at, "What stands here fits nothing before it. Look for a bracket or quote that is not closed", exception);
        }
    }
}
