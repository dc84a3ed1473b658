using System.Globalization;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Liquid;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Crm.Kernel.Content.Parts;

/// <summary>Gives items their paths: made by the type's pattern when blank, free of other items and of the site's own pages; below the container's for items inside.</summary>
internal sealed class ItemPaths(
    ISession session, IContentDefinitionManager definitions, Patterns patterns, ReservedPaths reserved, IOptions<ContentOptions> options, IStringLocalizer<ContentFieldHandler> localizer)
{
    /// <summary>Makes the blank paths of the item and, where it says so, of the items inside it.</summary>
    /// <exception cref="LiquidException">A pattern failed.</exception>
    public async Task FillAsync(ContentItem item, ContentTypeLayout type)
    {
        if (type.Part(nameof(AutoroutePart)) is not { } part)
        {
            return;
        }

        var route = item.GetOrCreate<AutoroutePart>();
        route.Path = ItemPath.Tidy(route.Path);
        var settings = part.GetSettings<AutoroutePartSettings>();
        if (!route.Disabled && route.Path is null && settings.Pattern is { Length: > 0 } pattern && await MakeAsync(item, pattern) is { } made)
        {
            route.Path = await FreeAsync(item, made);
        }

        if (route is { RouteContainedItems: true, Path: not null })
        {
            await FillInnerAsync(item, type, [route.Path]);
        }
    }

    /// <summary>Adds a fault for a path that cannot be, belongs to another item or to the site itself.</summary>
    public async Task ValidateAsync(ContentItem item, ContentValidateResult result)
    {
        if (item.As<AutoroutePart>() is not { Disabled: false } route || ItemPath.Tidy(route.Path) is not { } path)
        {
            return;
        }

        if (!ItemPath.IsWellFormed(path))
        {
            result.Fail("AutoroutePart.Path", localizer["The address “{0}” has characters that an address cannot have.", Short(path)]);
        }
        else if (reserved.Contains(path))
        {
            result.Fail("AutoroutePart.Path", localizer["The address “{0}” belongs to the site itself.", Short(path)]);
        }
        else if (await IsTakenAsync(item, ItemPath.Key(path)))
        {
            result.Fail("AutoroutePart.Path", localizer["The address “{0}” belongs to another item.", Short(path)]);
        }
    }

    private async Task FillInnerAsync(ContentItem container, ContentTypeLayout type, HashSet<string> taken)
    {
        foreach (var part in type.Parts)
        {
            foreach (var (inner, _) in ContainedItems.Of(container.Get(options.Value.PartType(part.PartName), part.Name), ""))
            {
                if (await definitions.GetLayoutAsync(inner.ContentType) is not { } innerType || innerType.Part(nameof(AutoroutePart)) is not { } routed)
                {
                    continue;
                }

                var route = inner.GetOrCreate<AutoroutePart>();
                route.Path = ItemPath.Tidy(route.Path) ?? await MakeAsync(inner, routed.GetSettings<AutoroutePartSettings>().Pattern ?? "");
                var (wanted, number) = (route.Path, 0);
                while (route.Path is not null && !taken.Add(route.Path))
                {
                    route.Path = string.Create(CultureInfo.InvariantCulture, $"{wanted}-{++number}");
                }
            }
        }
    }

    private async Task<string?> MakeAsync(ContentItem item, string pattern)
    {
        var made = await patterns.RenderAsync(pattern, item, localizer["the address"]);
        var path = ItemPath.Tidy(string.Join('/', made.Split('/').Select(Piece).Where(piece => piece.Length > 0)));
        return path is { Length: > ItemPath.MostCharacters - 10 } ? path[..(ItemPath.MostCharacters - 10)] : path;
    }

    // What the pattern leaves that an address cannot have becomes as slugify would have it.
    private static string Piece(string piece) => ItemPath.IsWellFormed(piece) ? piece : Slug.Of(piece);

    private async Task<string> FreeAsync(ContentItem item, string path)
    {
        if (!reserved.Contains(path) && !await IsTakenAsync(item, ItemPath.Key(path)))
        {
            return path;
        }

        var stem = ItemPath.Key(path) + "-";
        var others = (await session.QueryIndex<AutoroutePartIndex>().Where(index => index.Path.StartsWith(stem) && index.ContentItemId != item.ContentItemId)
            .Select(index => index.Path).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        var number = 1;
        while (others.Contains(stem + number.ToString(CultureInfo.InvariantCulture)))
        {
            number++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{path}-{number}");
    }

    private Task<bool> IsTakenAsync(ContentItem item, string key)
        => session.QueryIndex<AutoroutePartIndex>().AnyAsync(index => index.Path == key && index.ContentItemId != item.ContentItemId);

    private static string Short(string path) => path.Length > 100 ? path[..100] + "…" : path;
}
