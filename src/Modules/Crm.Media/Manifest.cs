using Crm.Kernel.Modules.Manifest;

[assembly: Module(Id = "Crm.Media", Name = "Media", Category = "Platform", Author = "Crm", Version = "0.1.0")]
