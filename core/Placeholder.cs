namespace Muster.Placeholdercore; internal static class Placeholder;
