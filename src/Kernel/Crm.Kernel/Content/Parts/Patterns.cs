using Crm.Kernel.Liquid;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Parts;

/// <summary>Makes titles, aliases and addresses from the Liquid patterns of a type.</summary>
internal sealed class Patterns(LiquidTemplates liquid, IStringLocalizer<Patterns> localizer)
{
    private const int MostCharacters = 2_000;

    /// <summary>One line of text, blank when the pattern gives nothing.</summary>
    /// <param name="what">What the pattern makes, for the sentence of a failure.</param>
    /// <exception cref="LiquidException">The pattern cannot be parsed or did not end well; the sentence names what it makes.</exception>
    public async Task<string> RenderAsync(string pattern, ContentItem item, string what)
    {
        try
        {
            var text = await liquid.RenderAsync(pattern, item, encoder: LiquidTemplates.Text);
            var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return line.Length > MostCharacters ? line[..MostCharacters] : line;
        }
        catch (LiquidException failed)
        {
            throw new LiquidException(localizer["The pattern of {0} failed: {1}", what, failed.Message]);
        }
    }
}
