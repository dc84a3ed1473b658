using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using Crm.Kernel.Liquid;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Handlers;

/// <summary>No two items share an alias or an address; where the type has a pattern, a blank one is made by it, with a number behind when it is taken.</summary>
internal sealed class UniqueNameHandler(
    ISession session, IContentDefinitionManager definitions, Patterns patterns, ItemPaths paths, IStringLocalizer<ContentFieldHandler> localizer) : ContentHandlerBase
{
    private const int MostOfAlias = 255;

    public override Task CreatingAsync(ContentItem item) => FillAsync(item);

    public override Task UpdatingAsync(ContentItem item) => FillAsync(item);

    public override async Task ValidatingAsync(ContentItem item, ContentValidateResult result)
    {
        try
        {
            await FillAsync(item);
        }
        catch (LiquidException failed)
        {
            result.Fail("", failed.Message);
        }

        if (item.As<AliasPart>()?.Alias is { Length: > 0 } alias)
        {
            if (alias.Length > MostOfAlias)
            {
                result.Fail("AliasPart.Alias", localizer["An alias has {0} characters at most.", MostOfAlias]);
            }
            else if (await IsAliasTakenAsync(item, alias))
            {
                result.Fail("AliasPart.Alias", localizer["The alias “{0}” belongs to another item.", alias]);
            }
        }

        await paths.ValidateAsync(item, result);
    }

    private async Task FillAsync(ContentItem item)
    {
        if (await definitions.GetLayoutAsync(item.ContentType) is not { } type)
        {
            return;
        }

        if (type.Part(nameof(AliasPart))?.GetSettings<AliasPartSettings>() is { Pattern.Length: > 0 } settings && string.IsNullOrWhiteSpace(item.As<AliasPart>()?.Alias))
        {
            await MakeAliasAsync(item, settings.Pattern);
        }

        await paths.FillAsync(item, type);
    }

    private async Task MakeAliasAsync(ContentItem item, string pattern)
    {
        var made = (await patterns.RenderAsync(pattern, item, localizer["the alias"])).Trim();
        var (name, number) = (made.Length > MostOfAlias - 10 ? made[..(MostOfAlias - 10)] : made, 0);
        var free = name;
        while (free.Length > 0 && await IsAliasTakenAsync(item, free))
        {
            free = $"{name}-{++number}";
        }

        if (free.Length > 0)
        {
            item.GetOrCreate<AliasPart>().Alias = free;
        }
    }

    private Task<bool> IsAliasTakenAsync(ContentItem item, string alias)
    {
        var name = alias.ToLowerInvariant();
        return session.QueryIndex<AliasPartIndex>().AnyAsync(index => index.Alias == name && index.ContentItemId != item.ContentItemId);
    }
}
