namespace Muster.Placeholderagent; internal static class Placeholder;
