namespace Muster.Placeholderspecs; internal static class Placeholder;
