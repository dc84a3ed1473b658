using Crm.Contacts.Marks;
using Crm.Kernel.Localization;
using Crm.Kernel.PersonalData;
using Microsoft.Extensions.Localization;

namespace Crm.Privacy.Restrict;

/// <summary>While a restriction stands, every use is refused, and the person is marked.</summary>
internal sealed class RestrictionGuard(Restrictions restrictions, LocalTime local, IStringLocalizer<RestrictionGuard> s) : IUseGuard, IPersonMark
{
    public async Task<IReadOnlyDictionary<string, string>> RefusedAsync(IReadOnlyCollection<string> personIds, DataUse use, CancellationToken cancellationToken)
        => (await restrictions.StandingAsync(personIds, cancellationToken)).ToDictionary(pair => pair.Key, _ => s["The use of this person’s data is restricted."].Value);

    public async Task<IReadOnlyDictionary<string, PersonMark>> OfAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var marks = new Dictionary<string, PersonMark>();
        foreach (var (id, since) in await restrictions.StandingAsync(personIds, cancellationToken))
        {
            marks[id] = new PersonMark(s["restricted"], s["The use of this person’s data is restricted since {0}: it is kept, shown and corrected, and used for nothing else.", await local.FormatAsync(since, "d")]);
        }

        return marks;
    }
}
