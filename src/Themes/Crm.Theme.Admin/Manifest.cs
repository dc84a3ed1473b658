using Crm.Kernel.Modules.Manifest;

[assembly: Theme(Id = "Crm.Theme.Admin", Name = "Admin theme", Category = "Themes", Tags = ["admin"], Author = "Crm", Version = "0.1.0")]
