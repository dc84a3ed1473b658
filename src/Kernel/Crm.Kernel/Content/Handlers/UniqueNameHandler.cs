using Crm.Kernel.Content.Index;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Kernel.Content.Handlers;

/// <summary>No two items share an alias or an address.</summary>
internal sealed class UniqueNameHandler(ISession session, IStringLocalizer<ContentFieldHandler> localizer) : ContentHandlerBase
{
    public override async Task ValidatingAsync(ContentItem item, ContentValidateResult result)
    {
        if (item.As<AliasPart>()?.Alias is { Length: > 0 } alias)
        {
            var name = alias.ToLowerInvariant();
            if (await session.QueryIndex<AliasPartIndex>().AnyAsync(index => index.Alias == name && index.ContentItemId != item.ContentItemId))
            {
                result.Fail("AliasPart.Alias", localizer["The alias “{0}” belongs to another item.", alias]);
            }
        }

        if (item.As<AutoroutePart>() is { Disabled: false, Path.Length: > 0 } route)
        {
            await ValidateAsync(item, route.Path.Trim('/'), result);
        }
    }

    private async Task ValidateAsync(ContentItem item, string path, ContentValidateResult result)
    {
        if (path.Length > 1024 || path.IndexOfAny(['?', '#', ':', '\\', '<', '>', '"']) >= 0 || path.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
        {
            result.Fail("AutoroutePart.Path", localizer["The address “{0}” has characters that an address cannot have.", path]);
        }
        else if (await session.QueryIndex<AutoroutePartIndex>().AnyAsync(index => index.Path == path && index.ContentItemId != item.ContentItemId))
        {
            result.Fail("AutoroutePart.Path", localizer["The address “{0}” belongs to another item.", path]);
        }
    }
}
