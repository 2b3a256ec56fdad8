namespace Muster.Placeholderlocal; internal static class Placeholder;
