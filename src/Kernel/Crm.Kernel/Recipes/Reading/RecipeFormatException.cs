namespace Crm.Kernel.Recipes.Reading;

/// <summary>A recipe that cannot be read at all. The message is a sentence for people.</summary>
/// <param name="line">From 1; 0 when it concerns the whole file.</param>
internal sealed class RecipeFormatException(int line, int column, string message, string path = "") : Exception(message)
{
    internal int Line { get; } = line;

    internal int Column { get; } = column;

    internal string Path { get; } = path;
}
