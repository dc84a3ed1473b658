using System.Security.Claims;
using Crm.Contacts.Ages;
using Crm.Contacts.Segments.Rules;
using Crm.Kernel.Data;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Segments.Conditions;

/// <summary>Gathers the rules of all modules for a user. A rule made of a member that is hidden from him is refused, so that no count tells of it.</summary>
internal sealed class RuleBooks(
    IEnumerable<ISegmentRules> sources, ISession session, Visible visible, RecordScopes scopes, Kernel.Security.Rights rights, Today today, ISiteService site, IStringLocalizer<RuleBook> s)
{
    private readonly Dictionary<ClaimsPrincipal, RuleBook> _books = [];

    /// <summary>All rules, whoever may ask them: to tell whether what is stored makes sense, never to ask people by.</summary>
    public async Task<RuleBook> UnrestrictedAsync(CancellationToken cancellationToken)
    {
        var rules = new List<SegmentRule>();
        foreach (var source in sources)
        {
            rules.AddRange(await source.ListAsync(cancellationToken));
        }

        var nobody = new RecordScope([]);
        return new RuleBook(rules, new Dictionary<string, string>(), new SegmentScope(session, await visible.ForAsync(new ClaimsPrincipal()), nobody, nobody, await today.GetAsync(), TimeZoneInfo.Utc), s);
    }

    /// <summary>The rules as that user may ask them today.</summary>
    public async Task<RuleBook> ForAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (_books.TryGetValue(user, out var known))
        {
            return known;
        }

        var book = await MakeAsync(
            await visible.ForAsync(user), await scopes.ForAsync(user, ContactTypes.Person), await scopes.ForAsync(user, ContactTypes.Organisation), async permission => await rights.HoldsAsync(user, permission), cancellationToken);
        return _books[user] = book;
    }

    /// <summary>The rules as the site itself asks them today, of everybody: for what nobody in particular asked for.</summary>
    public async Task<RuleBook> ForSiteAsync(CancellationToken cancellationToken)
    {
        var everybody = new RecordScope((IReadOnlyCollection<string>?)null);
        return await MakeAsync(await visible.ForSiteAsync(), everybody, everybody, _ => Task.FromResult(true), cancellationToken);
    }

    private async Task<RuleBook> MakeAsync(Sight sight, RecordScope people, RecordScope organisations, Func<string, Task<bool>> holds, CancellationToken cancellationToken)
    {
        var (rules, refused) = (new List<SegmentRule>(), new Dictionary<string, string>());
        foreach (var source in sources)
        {
            rules.AddRange(await source.ListAsync(cancellationToken));
        }

        foreach (var rule in rules)
        {
            if (!rule.Sources.All(field => sight.CanSee(field.Type, field.Path)) || (rule.Permission is { } permission && !await holds(permission)))
            {
                refused[rule.Id] = s["You may not ask for “{0}”: it is hidden from you.", rule.Label];
            }
            else if (rule.NotNow is { } reason)
            {
                refused[rule.Id] = reason;
            }
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById((await site.GetSiteSettingsAsync()).TimeZoneId);
        return new RuleBook(rules, refused, new SegmentScope(session, sight, people, organisations, await today.GetAsync(), zone), s);
    }
}
