namespace Muster.Placeholdertesting; internal static class Placeholder;
